package io.keyfold.session.usage.view;

/**
 * A tool call in progress.
 *
 * @param sessionId its session
 * @param sessionProviderId the session's provider
 */
public record OpenCall(String sessionId, String sessionProviderId) {}
