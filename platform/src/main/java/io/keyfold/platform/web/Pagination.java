package io.keyfold.platform.web;

/**
 * Whether there are items before and after a page.
 *
 * @param hasMoreBefore whether matching objects precede the page
 * @param hasMoreAfter whether matching objects follow the page
 */
public record Pagination(boolean hasMoreBefore, boolean hasMoreAfter) {}
