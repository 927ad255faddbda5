package io.keyfold.session.upstream;

/** What servers list. */
public enum ListKind {
  /** Tools. */
  TOOLS(McpMethod.TOOLS_LIST, "tools", "tools", "name"),
  /** Prompts. */
  PROMPTS(McpMethod.PROMPTS_LIST, "prompts", "prompts", "name"),
  /** Resources. */
  RESOURCES(McpMethod.RESOURCES_LIST, "resources", "resources", "uri"),
  /** Templates of URIs of resources. */
  TEMPLATES(McpMethod.TEMPLATES_LIST, "resources", "resourceTemplates", "uriTemplate");

  private final String method;
  private final String capability;
  private final String member;
  private final String key;

  ListKind(String method, String capability, String member, String key) {
    this.method = method;
    this.capability = capability;
    this.member = member;
    this.key = key;
  }

  /** {@return the method that lists them} */
  public String method() {
    return method;
  }

  /** {@return the capability that a server announces if it has any} */
  public String capability() {
    return capability;
  }

  /** {@return the member of the result that contains them} */
  public String member() {
    return member;
  }

  /** {@return the member of an item that identifies it} */
  public String key() {
    return key;
  }
}
