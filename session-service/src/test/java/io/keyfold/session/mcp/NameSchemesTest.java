package io.keyfold.session.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.platform.toolfilter.ToolFilter;
import io.keyfold.session.sessions.SessionProvider;
import io.keyfold.session.testing.Fixtures;
import io.keyfold.session.testing.McpMessages;
import io.keyfold.session.upstream.McpServers;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Names of tools in a session, and back. */
class NameSchemesTest {

  private static final SessionProvider ONE = provider("spr_1", "11111");
  private static final SessionProvider TWO = provider("spr_2", "22222");

  @Test
  void taggedNamesHaveTheTagOfTheirProvider() {
    NameScheme names = new TaggedNames(List.of(list(ONE, "search")));

    assertThat(names.wire(ONE, "search")).isEqualTo("search_11111");
    assertThat(TaggedNames.certain(List.of(ONE, TWO), "search_22222")).contains(new SessionNames.Named(TWO, "search"));
    assertThat(TaggedNames.certain(List.of(ONE), "search_22222")).isEmpty();
  }

  @Test
  void longNamesAreShortenedKeptApartAndFoundAgain() {
    String first = "x".repeat(99) + "a";
    String second = "x".repeat(99) + "b";
    for (NameScheme names : List.of(
      new TaggedNames(List.of(list(ONE, first, second))),
      PlainNames.of(List.of(list(ONE, first, second)), provider -> "one")
    )) {
      String name = names.wire(ONE, first);

      assertThat(name).hasSize(ShortNames.MAX).isNotEqualTo(names.wire(ONE, second));
      assertThat(ShortNames.mayBeShort(name)).isTrue();
      assertThat(names.find(name)).contains(new SessionNames.Named(ONE, first));
    }
  }

  @Test
  void plainNamesArePrefixedOnlyWhereTwoProvidersHaveThem() {
    NameScheme names = PlainNames.of(List.of(list(ONE, "search", "read"), list(TWO, "search")), provider ->
      provider.equals(ONE) ? "exa" : "brave"
    );

    assertThat(names.wire(ONE, "read")).isEqualTo("read");
    assertThat(names.wire(ONE, "search")).isEqualTo("exa_search");
    assertThat(names.find("brave_search")).contains(new SessionNames.Named(TWO, "search"));
    assertThat(names.find("search")).isEmpty();
  }

  @Test
  void twoDeploymentsOfOneProviderAreToldApartByTheirTags() {
    NameScheme names = PlainNames.of(List.of(list(ONE, "search"), list(TWO, "search")), provider -> "exa");

    assertThat(names.wire(ONE, "search")).isEqualTo("exa_11111_search");
    assertThat(names.wire(TWO, "search")).isEqualTo("exa_22222_search");
  }

  private static ProviderList list(SessionProvider provider, String... names) {
    List<McpServers.Item> items = Stream.of(names)
      .map(name -> McpMessages.item("{'name':'" + name + "'}"))
      .toList();
    return new ProviderList(provider, items, null, 0, null);
  }

  private static SessionProvider provider(String id, String tag) {
    return new SessionProvider(
      id,
      1,
      "ses_1",
      null,
      tag,
      "prv_1",
      "pdp_" + tag,
      null,
      null,
      null,
      ToolFilter.ALLOW_ALL,
      false,
      Fixtures.AT,
      Fixtures.AT
    );
  }
}
