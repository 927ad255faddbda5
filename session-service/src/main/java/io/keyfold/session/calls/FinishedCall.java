package io.keyfold.session.calls;

import io.keyfold.session.resolve.Resolved;
import io.keyfold.session.sessions.SessionProvider;
import io.keyfold.session.upstream.ToolServers;
import java.time.Instant;

/**
 * A tool call that the provider answered.
 *
 * @param id its id ({@code tcl_})
 * @param at when it began
 * @param provider the session's provider
 * @param resolved what it was called with
 * @param answer what the provider said
 */
public record FinishedCall(
  String id,
  Instant at,
  SessionProvider provider,
  Resolved resolved,
  ToolServers.ToolResponse answer
) {}
