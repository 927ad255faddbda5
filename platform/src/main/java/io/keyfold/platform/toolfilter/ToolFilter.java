package io.keyfold.platform.toolfilter;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Restricts which tools, resources and prompts may be used. It restricts only capabilities that it has rules for; a
 * capability needs to match one of them. {@link ToolFilterParser} parses filters of requests; {@link ToolFilterChain}
 * evaluates one or several.
 *
 * @param rules the rules; empty allows everything
 * @param ignoreParentFilters whether to ignore the filters above this one in the chain
 */
public record ToolFilter(List<ToolFilterRule> rules, boolean ignoreParentFilters) {
  /** Allows everything. */
  public static final ToolFilter ALLOW_ALL = new ToolFilter(List.of(), false);

  /** Copies the rules. */
  public ToolFilter {
    rules = List.copyOf(rules);
  }

  /**
   * {@return whether this filter allows a capability}
   *
   * @param capability the kind of capability
   * @param key its key at the provider
   * @param aliases its other names: a tool's id and its MCP name
   */
  public boolean allows(Capability capability, String key, String... aliases) {
    return ToolFilterChain.of(this).allows(capability, key, aliases);
  }

  /** {@return the {@code tool_filter} of responses} */
  public Map<String, Object> render() {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", rules.isEmpty() ? "allow_all" : "filter");
    if (!rules.isEmpty()) {
      body.put("filters", rules.stream().map(ToolFilter::render).toList());
    }
    body.put("ignore_parent_filters", ignoreParentFilters);
    return body;
  }

  private static Map<String, Object> render(ToolFilterRule rule) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", rule.wire());
    rule.known().ifPresent(type -> body.put(type.field(), type.regex() ? rule.values().getFirst() : rule.values()));
    return body;
  }

  /** {@return the Avro form for commands and events; null if it allows everything} */
  public io.keyfold.schema.@Nullable ToolFilter toAvro() {
    if (equals(ALLOW_ALL)) {
      return null;
    }
    return new io.keyfold.schema.ToolFilter(
      rules
        .stream()
        .map(rule -> new io.keyfold.schema.ToolFilterRule(rule.wire(), rule.values()))
        .toList(),
      ignoreParentFilters
    );
  }

  /**
   * {@return the filter of a command or event} Rules of unknown type are kept and allow nothing: see
   * {@link ToolFilterRule}.
   *
   * @param avro null allows everything
   */
  public static ToolFilter fromAvro(io.keyfold.schema.@Nullable ToolFilter avro) {
    if (avro == null) {
      return ALLOW_ALL;
    }
    return new ToolFilter(
      avro
        .getRules()
        .stream()
        .map(rule -> ToolFilterRule.ofWire(rule.getType(), rule.getValues()))
        .toList(),
      avro.getIgnoreParentFilters()
    );
  }
}
