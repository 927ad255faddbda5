package io.keyfold.session.mcp;

import io.keyfold.session.sessions.SessionProvider;
import io.keyfold.session.sessions.ToolName;
import java.util.List;
import java.util.Optional;

/** Names with the tag of their provider: {@code <key>_<tag>}. */
record TaggedNames(List<ProviderList> lists) implements NameScheme {
  @Override
  public String wire(SessionProvider provider, String key) {
    return ShortNames.of(new ToolName(key, provider.tag()).wire(), "_" + provider.tag());
  }

  @Override
  public Optional<SessionNames.Named> find(String name) {
    return lists
      .stream()
      .flatMap(list ->
        list
          .items()
          .stream()
          .map(item -> new SessionNames.Named(list.provider(), item.name()))
      )
      .filter(named -> wire(named.provider(), named.key()).equals(name))
      .findFirst();
  }

  /** {@return what the name stands for, if that does not depend on what the providers list} */
  static Optional<SessionNames.Named> certain(List<SessionProvider> providers, String name) {
    return ShortNames.mayBeShort(name) ? Optional.empty() : literal(providers, name);
  }

  /** {@return what the name stands for if it is not a shortened one} */
  static Optional<SessionNames.Named> literal(List<SessionProvider> providers, String name) {
    return ToolName.parse(name).flatMap(tool ->
      providers
        .stream()
        .filter(provider -> provider.tag().equals(tool.tag()))
        .findFirst()
        .map(provider -> new SessionNames.Named(provider, tool.key()))
    );
  }
}
