package io.keyfold.session.mcp;

import io.keyfold.session.sessions.SessionProvider;
import io.keyfold.session.upstream.McpServers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a session provider lists, as currently known.
 *
 * @param provider the session's provider
 * @param items its items that the filters allow, with names and URIs as the provider has them
 * @param failure why the provider is unavailable; the items are those last known
 * @param withheld number of items omitted because a name in them contains a part of the credential
 * @param incomplete why further items are missing; null: none are
 */
record ProviderList(
  SessionProvider provider,
  List<McpServers.Item> items,
  @Nullable Failure failure,
  int withheld,
  @Nullable String incomplete
) {
  /** Copies the items. */
  ProviderList {
    items = List.copyOf(items);
  }

  /**
   * Why a provider is unavailable.
   *
   * @param code the API's error code
   * @param message the error message
   */
  record Failure(String code, String message) {}

  static ProviderList unavailable(SessionProvider provider, List<McpServers.Item> known, Failure failure) {
    return new ProviderList(provider, known, failure, 0, null);
  }
}
