package io.keyfold.platform.web;

/**
 * Whether a list goes on around a page.
 *
 * @param hasMoreBefore whether matching objects come before the page
 * @param hasMoreAfter whether matching objects come after the page
 */
public record Pagination(boolean hasMoreBefore, boolean hasMoreAfter) {}
