package io.keyfold.platform.toolfilter;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A compiled chain of filters, starting with the deployment's. A capability must be allowed by all of them. Immutable
 * and thread-safe.
 */
public final class ToolFilterChain {

  private final List<Map<Capability, Allowed>> filters;

  private ToolFilterChain(List<Map<Capability, Allowed>> filters) {
    this.filters = filters;
  }

  /** {@return the chain of the filters, outermost first; a filter that ignores its parents removes those before it} */
  public static ToolFilterChain of(ToolFilter... filters) {
    List<Map<Capability, Allowed>> compiled = new ArrayList<>();
    for (ToolFilter filter : filters) {
      if (filter.ignoreParentFilters()) {
        compiled.clear();
      }
      compiled.add(compile(filter));
    }
    return new ToolFilterChain(List.copyOf(compiled));
  }

  /**
   * {@return whether every filter of the chain allows a capability}
   *
   * @param capability the kind of capability
   * @param key its key at the provider
   * @param aliases its other names, matched by key rules only: a tool's id and its MCP name
   */
  public boolean allows(Capability capability, String key, String... aliases) {
    for (Map<Capability, Allowed> filter : filters) {
      Allowed allowed = filter.get(capability);
      if (allowed != null && !allowed.test(key, aliases)) {
        return false;
      }
    }
    return true;
  }

  private static Map<Capability, Allowed> compile(ToolFilter filter) {
    Map<Capability, Allowed> allowed = new EnumMap<>(Capability.class);
    for (ToolFilterRule rule : filter.rules()) {
      Optional<RuleType> type = rule.known();
      if (type.isEmpty()) {
        return nothing();
      }
      Allowed target = allowed.computeIfAbsent(type.get().capability(), kind -> Allowed.nothing());
      if (type.get().regex()) {
        rule.values().forEach(pattern -> target.patterns().add(SafePattern.compile(pattern)));
      } else {
        target.keys().addAll(rule.values());
      }
    }
    return allowed;
  }

  /** Allows nothing, because it is unknown what an unknown rule restricts. */
  private static Map<Capability, Allowed> nothing() {
    Map<Capability, Allowed> allowed = new EnumMap<>(Capability.class);
    for (Capability capability : Capability.values()) {
      allowed.put(capability, Allowed.nothing());
    }
    return allowed;
  }

  private record Allowed(Set<String> keys, List<Pattern> patterns) {
    static Allowed nothing() {
      return new Allowed(new HashSet<>(), new ArrayList<>());
    }

    boolean test(String key, String... aliases) {
      if (keys.contains(key) || patterns.stream().anyMatch(pattern -> pattern.matcher(key).find())) {
        return true;
      }
      for (String alias : aliases) {
        if (keys.contains(alias)) {
          return true;
        }
      }
      return false;
    }
  }
}
