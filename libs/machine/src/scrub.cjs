/**
 * Removes addresses from another program's output: a proxy's or mirror's may carry credentials.
 * @param {string} text
 */
const scrub = (text) =>
  text
    .replace(/\bhttps?:\/\/[^\s)'"]+/g, '<address>')
    .replace(/\b(?:[a-z0-9-]+\.)+(?:com|org|net|io|dev|cloud|internal)\b(?::\d+)?/gi, '<host>');

/**
 * Returns the last non-empty lines of a program's output, without stack frames and addresses.
 * @param {string} text
 */
const tail = (text, lines = 6) =>
  scrub(text)
    .split('\n')
    .map((line) => line.trimEnd())
    .filter((line) => line && !/^\s+at /.test(line))
    .slice(-lines)
    .map((line) => `    ${line.slice(0, 300)}`)
    .join('\n');

module.exports = { scrub, tail };
