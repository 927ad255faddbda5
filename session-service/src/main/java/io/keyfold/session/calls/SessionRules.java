package io.keyfold.session.calls;

import io.keyfold.platform.toolfilter.Capability;
import io.keyfold.platform.toolfilter.ToolFilter;
import io.keyfold.platform.toolfilter.ToolFilterChain;
import io.keyfold.session.catalogue.PublishedProvider;
import io.keyfold.session.configs.ProviderConfig;
import io.keyfold.session.credentials.AuthConfig;
import io.keyfold.session.resolve.Resolved;
import io.keyfold.session.sessions.SessionProvider;
import io.keyfold.session.sessions.ToolName;
import io.keyfold.session.upstream.ListKind;

/**
 * Decides which tools, prompts and resources of a session provider may be used: deployment, provider config, auth
 * config and session must all allow them.
 */
public final class SessionRules {

  private final ToolFilterChain chain;
  private final PublishedProvider provider;
  private final String tag;

  private SessionRules(ToolFilterChain chain, PublishedProvider provider, String tag) {
    this.chain = chain;
    this.provider = provider;
    this.tag = tag;
  }

  /** {@return the rules of a session provider with its current credential} */
  public static SessionRules of(Resolved resolved, SessionProvider provider) {
    ProviderConfig settings = resolved.settings();
    AuthConfig config = resolved.config();
    ToolFilterChain chain = ToolFilterChain.of(
      resolved.deployment().toolFilter(),
      settings == null ? ToolFilter.ALLOW_ALL : settings.toolFilter(),
      config == null ? ToolFilter.ALLOW_ALL : config.toolFilter(),
      provider.toolFilter()
    );
    return new SessionRules(chain, resolved.provider(), provider.tag());
  }

  /** {@return whether it may be used; filters can refer to its key and, for tools, id and name in the session} */
  public boolean allows(ListKind kind, String key) {
    return switch (kind) {
      case TOOLS -> allowsTool(key);
      case PROMPTS -> chain.allows(Capability.PROMPT, key);
      case RESOURCES, TEMPLATES -> chain.allows(Capability.RESOURCE, key);
    };
  }

  private boolean allowsTool(String key) {
    String name = new ToolName(key, tag).wire();
    return provider
      .tool(key)
      .map(tool -> chain.allows(Capability.TOOL, key, name, tool.id()))
      .orElseGet(() -> chain.allows(Capability.TOOL, key, name));
  }
}
