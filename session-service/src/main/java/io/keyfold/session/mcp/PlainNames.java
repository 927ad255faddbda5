package io.keyfold.session.mcp;

import io.keyfold.session.sessions.SessionProvider;
import io.keyfold.session.upstream.McpServers;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Names as the providers have them, where only one of the session's providers has a name. Others are prefixed with the
 * provider's name, and with its tag if two providers have the same.
 */
final class PlainNames implements NameScheme {

  private final Map<SessionNames.Named, String> names;

  private PlainNames(Map<SessionNames.Named, String> names) {
    this.names = names;
  }

  static PlainNames of(List<ProviderList> lists, Function<SessionProvider, String> slug) {
    Map<String, Integer> counts = new HashMap<>();
    Map<String, Integer> slugs = new HashMap<>();
    for (ProviderList list : lists) {
      slugs.merge(slug.apply(list.provider()), 1, Integer::sum);
      for (McpServers.Item item : list.items()) {
        counts.merge(item.name(), 1, Integer::sum);
      }
    }
    Map<SessionNames.Named, String> names = new LinkedHashMap<>();
    for (ProviderList list : lists) {
      String own = slug.apply(list.provider());
      String prefix = slugs.getOrDefault(own, 1) > 1 ? own + "_" + list.provider().tag() : own;
      for (McpServers.Item item : list.items()) {
        boolean unique = counts.getOrDefault(item.name(), 1) == 1;
        String name = unique ? item.name() : prefix + "_" + item.name();
        names.put(new SessionNames.Named(list.provider(), item.name()), ShortNames.of(name, ""));
      }
    }
    return new PlainNames(names);
  }

  @Override
  public String wire(SessionProvider provider, String key) {
    return names.getOrDefault(new SessionNames.Named(provider, key), key);
  }

  @Override
  public Optional<SessionNames.Named> find(String name) {
    return names
      .entrySet()
      .stream()
      .filter(entry -> entry.getValue().equals(name))
      .map(Map.Entry::getKey)
      .findFirst();
  }

  /** {@return what the name stands for, if the session has only one provider} */
  static Optional<SessionNames.Named> certain(List<SessionProvider> providers, String name) {
    return providers.size() == 1 && !ShortNames.mayBeShort(name)
      ? Optional.of(new SessionNames.Named(providers.getFirst(), name))
      : Optional.empty();
  }
}
