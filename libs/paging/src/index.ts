/*
 * Paging is pure: `content` puts a page into words. It sends nothing, and knows no clock.
 */
export { makePage, type PageFacts } from './content/make-page';
export { renderHtml } from './content/render-html';
export { renderText } from './content/render-text';
