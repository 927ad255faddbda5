package io.keyfold.platform.toolfilter;

/** The kinds of MCP capabilities that a filter can restrict. */
public enum Capability {
  /** A tool; its key is the tool's name at the provider. */
  TOOL,
  /** A resource; its key is its URI. */
  RESOURCE,
  /** A prompt; its key is its name at the provider. */
  PROMPT,
}
