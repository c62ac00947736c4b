import ts from 'typescript';

/** A place whose wording the style guide rules out. */
export interface Finding {
  /** Counted from 1. */
  line: number;
  rule: 'comment' | 'test name' | 'name' | 'word';
  /** The line as it stands, without indentation. */
  text: string;
}

const OPENING = /^(of|those|what|where|whether|who)\b/i;
/** Also inside a name, such as `beginAnew`. */
const WORDS = /\b(?:anew|whence|for ever|let go of)\b|(?<=[a-z])Anew\b/gi;
const NAMES = new Set(['one', 'said', 'gone', 'what']);
const TEST_CALL = /^(?:it|test|describe)\b/;
const MAX_TEST_NAME_WORDS = 12;

/** Finds the old style in one file. The file's extension decides which rules apply. */
export function findOldStyle(fileName: string, text: string): Finding[] {
  const found = new Map<string, Finding>();
  const lines = text.split('\n');
  const report: Report = (rule, position) => {
    const line = text.slice(0, position).split('\n').length;
    found.set(`${line} ${rule}`, { line, rule, text: lines[line - 1]?.trim() ?? '' });
  };

  for (const match of text.matchAll(WORDS)) report('word', match.index);
  if (/\.ya?ml$/.test(fileName)) findInYamlComments(text, report);
  if (/\.[cm]?[jt]s$/.test(fileName)) findInCode(fileName, text, report);
  return [...found.values()].sort((a, b) => a.line - b.line);
}

type Report = (rule: Finding['rule'], position: number) => void;

function findInYamlComments(text: string, report: Report): void {
  // Comment lines that follow each other are one comment: only the first of them opens it.
  for (const comment of text.matchAll(/(?:^[ \t]*#.*\n?)+/gm)) {
    if (OPENING.test(comment[0].replace(/^[ \t]*#+\s*/, ''))) report('comment', comment.index);
  }
}

function findInCode(fileName: string, text: string, report: Report): void {
  const source = ts.createSourceFile(fileName, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TS);
  const comments = new Map<number, ts.CommentRange>();
  const visit = (node: ts.Node): void => {
    const around = [
      ...(ts.getLeadingCommentRanges(text, node.getFullStart()) ?? []),
      ...(ts.getTrailingCommentRanges(text, node.getEnd()) ?? []),
    ];
    for (const range of around) comments.set(range.pos, range);
    if (isVagueName(node)) report('name', node.getStart());
    const testName = testNameOf(node);
    if (testName && (OPENING.test(testName.text) || wordCount(testName.text) > MAX_TEST_NAME_WORDS))
      report('test name', testName.getStart());
    node.getChildren(source).forEach(visit);
  };
  visit(source);
  findInComments(text, [...comments.values()], report);
}

/** Line comments on consecutive lines are one comment: only the first of them opens it. */
function findInComments(text: string, comments: ts.CommentRange[], report: Report): void {
  let previous: ts.CommentRange | undefined;
  for (const comment of comments.sort((a, b) => a.pos - b.pos)) {
    const continues =
      previous !== undefined &&
      comment.kind === ts.SyntaxKind.SingleLineCommentTrivia &&
      previous.kind === comment.kind &&
      /^\s*$/.test(text.slice(previous.end, comment.pos));
    previous = comment;
    const words = text.slice(comment.pos, comment.end).replace(/^\/[/*]+[\s*]*/, '');
    if (!continues && OPENING.test(words)) report('comment', comment.pos);
  }
}

function isVagueName(node: ts.Node): boolean {
  if (!ts.isIdentifier(node) || !NAMES.has(node.text)) return false;
  const { parent } = node;
  return (
    (ts.isVariableDeclaration(parent) ||
      ts.isParameter(parent) ||
      ts.isBindingElement(parent) ||
      ts.isFunctionDeclaration(parent)) &&
    parent.name === node
  );
}

/** The name in `it('…', …)`, `describe.skip('…', …)` or `it.each(table)('…', …)`. */
function testNameOf(node: ts.Node): ts.StringLiteralLike | undefined {
  if (!ts.isCallExpression(node) || !TEST_CALL.test(node.expression.getText())) return undefined;
  const [name] = node.arguments;
  return name && ts.isStringLiteralLike(name) ? name : undefined;
}

const wordCount = (text: string): number => text.split(/\s+/).length;
