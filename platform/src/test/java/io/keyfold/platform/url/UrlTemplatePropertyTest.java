package io.keyfold.platform.url;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.platform.url.UrlTemplate.Expansion;
import io.keyfold.platform.url.UrlTemplate.Expansion.Expanded;
import io.keyfold.platform.url.UrlTemplate.Expansion.Refused;
import java.net.URI;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import tools.jackson.databind.json.JsonMapper;

@Tag("promise-4")
class UrlTemplatePropertyTest {

  private static final UrlTemplate TEMPLATE = UrlTemplate.of(
    "https://{host}.api.example.com:8443/v1/{path}/mcp?a={query}&b=1"
  );

  @Property(tries = 5_000)
  void noValueChangesWhereACredentialGoes(
    @ForAll("hostile") String host,
    @ForAll("hostile") String path,
    @ForAll("hostile") String query
  ) {
    Expansion expansion = TEMPLATE.expand(
      JsonMapper.shared().valueToTree(Map.of("host", host, "path", path, "query", query))
    );
    switch (expansion) {
      case Refused refused -> assertThat(refused.property()).isIn("host", "path", "query");
      case Expanded(String url) -> {
        URI uri = URI.create(url);
        assertThat(uri.getScheme()).isEqualTo("https");
        assertThat(uri.getRawUserInfo()).isNull();
        assertThat(uri.getPort()).isEqualTo(8443);
        assertThat(uri.getHost()).isEqualTo(host + ".api.example.com");
        assertThat(uri.normalize().getRawPath()).isEqualTo(uri.getRawPath());
        assertThat(List.of(uri.getRawPath().split("/", -1)))
          .hasSize(4)
          .startsWith("", "v1")
          .endsWith("mcp");
        assertThat(uri.getPath().split("/", -1)[2]).isEqualTo(path);
        assertThat(List.of(uri.getRawQuery().split("[&=]", -1)))
          .hasSize(4)
          .startsWith("a")
          .endsWith("b", "1");
        assertThat(uri.getRawFragment()).isNull();
      }
    }
  }

  @Provide
  Arbitrary<String> hostile() {
    Arbitrary<String> pieces = Arbitraries.of(
      "a",
      "acme-1",
      ".",
      "..",
      "/",
      "\\",
      "@",
      ":",
      "#",
      "?",
      "&",
      "=",
      "%2e",
      "%2F",
      "%00",
      "\r\n",
      "\t",
      " ",
      "{host}",
      "$1",
      "evil.com",
      "evil.com/#",
      "localhost",
      "ä",
      "\ud83d",
      "\u202e",
      "。",
      "⁄"
    );
    return Arbitraries.oneOf(
      pieces,
      pieces
        .list()
        .ofMinSize(1)
        .ofMaxSize(4)
        .map(list -> String.join("", list)),
      Arbitraries.strings().ofMinLength(1).ofMaxLength(70),
      Arbitraries.of("acme", "a-b", "x1")
    );
  }
}
