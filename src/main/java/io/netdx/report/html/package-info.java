/**
 * Format {@code html}: one file that opens anywhere and asks nobody for anything. Words and figures come from the report; pictures are
 * inline SVG whose colours are variables of the style sheet, so that they follow the theme and the printer. Every text passes {@link
 * io.netdx.report.html.Html}, which escapes it. May import: report, reason, catalog, finding, fact.
 */
package io.netdx.report.html;
