package io.keyfold.acceptance.mcp.agent;

/** A client of one session. */
public interface Agent {
  /**
   * Calls a tool.
   *
   * @param tool its name at the provider
   * @param arguments a JSON object, sent byte for byte
   */
  default Answer call(String tool, String arguments) {
    return callNamed(named(tool), arguments, "");
  }

  /** Calls a tool with more members of {@code _meta}, for example {@code "progressToken":7}. REST has no such members. */
  default Answer call(String tool, String arguments, String meta) {
    return callNamed(named(tool), arguments, meta);
  }

  /** Calls a tool by its name in the session. */
  Answer callNamed(String name, String arguments, String meta);

  /** {@return the name of a provider's tool in the session, by the default rule} */
  String named(String tool);

  /** {@return the agent as an MCP client} Fails for REST: rows for MCP alone say so. */
  default McpAgent mcp() {
    return (McpAgent) this;
  }
}
