package io.keyfold.platform.toolfilter;

/** What an MCP server offers and a filter can restrict. */
public enum Capability {
  /** A tool; its key is the tool's name at the provider. */
  TOOL,
  /** A resource; its key is its URI. */
  RESOURCE,
  /** A prompt; its key is its name at the provider. */
  PROMPT,
}
