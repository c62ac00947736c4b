/** Text of other programs without addresses: a proxy or mirror may carry credentials. */
export const scrub = (text) =>
  text
    .replace(/\bhttps?:\/\/[^\s)'"]+/g, '<address>')
    .replace(/\b(?:[a-z0-9-]+\.)+(?:com|org|net|io|dev|cloud|internal)\b(?::\d+)?/gi, '<host>');

/** The last lines of a program's output that say something, without stack frames. */
export const tail = (text, lines = 6) =>
  scrub(text)
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line && !/^\s+at /.test(line))
    .slice(-lines)
    .map((line) => `    ${line.slice(0, 300)}`)
    .join('\n');
