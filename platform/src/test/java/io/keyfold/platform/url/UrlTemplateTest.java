package io.keyfold.platform.url;

import static org.assertj.core.api.Assertions.assertThat;

import io.keyfold.platform.url.UrlTemplate.Expansion;
import io.keyfold.platform.url.UrlTemplate.Expansion.Expanded;
import io.keyfold.platform.url.UrlTemplate.Expansion.Refused;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

@Tag("promise-4")
class UrlTemplateTest {

  private static final String HOST = "https://{shop}.tools.example.com:8443/v1/{workspace}/mcp?region={region}&v=2";

  @ParameterizedTest
  @ValueSource(
    strings = {
      HOST,
      "https://{shop}.example.com/mcp",
      "https://api.{region}.example.com/mcp",
      "https://{shop}.example.co.uk/",
      "https://tools.example.com/t-{tenant}/mcp",
      "http://127.0.0.1:8080/{workspace}/mcp",
      "https://tools.example.com/mcp?{name}=1",
    }
  )
  void aPlaceholderIsALabelOrInPathOrQuery(String url) {
    assertThat(UrlTemplate.problem(url)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
    strings = {
      "{scheme}://example.com/",
      "https://example.com:{port}/",
      "https://{user}@example.com/",
      "https://{user}.x@example.com/",
      "https://{host}/mcp",
      "https://{host}.com/mcp",
      "https://{host}.co.uk/mcp",
      "https://{a}.{b}.com/mcp",
      "https://example.{domain}/mcp",
      "https://tools-{shop}.example.com/mcp",
      "https://{a}{b}.example.com/mcp",
      "https://{shop}.10.0.0.1/mcp",
      "https://{shop}.exam ple.com/mcp",
      "https://example.com/mcp#{fragment}",
      "https://example.com/{}/mcp",
      "https://example.com/{a b}/mcp",
      "https://example.com/{+path}",
      "https://example.com/{open",
      "https://example.com/close}",
      "{base_url}/mcp",
    }
  )
  void aPlaceholderIsNowhereElse(String url) {
    assertThat(UrlTemplate.problem(url)).isPresent();
  }

  @Test
  void valuesReplacePlaceholders() {
    UrlTemplate template = UrlTemplate.of(HOST);

    assertThat(template.properties()).containsExactly("shop", "workspace", "region");
    assertThat(template.fixedHost()).isEqualTo("tools.example.com");
    assertThat(template.sample()).isEqualTo("https://x.tools.example.com:8443/v1/x/mcp?region=x&v=2");
    assertThat(expand(HOST, Map.of("shop", "acme", "workspace", "Ä b?#&", "region", 7))).isEqualTo(
      new Expanded("https://acme.tools.example.com:8443/v1/%C3%84%20b%3F%23%26/mcp?region=7&v=2")
    );
  }

  @Test
  void aUrlWithoutPlaceholdersStaysAsItIs() {
    assertThat(expand("https://EXAMPLE.com/mcp?a=%20b", Map.of())).isEqualTo(
      new Expanded("https://EXAMPLE.com/mcp?a=%20b")
    );
  }

  @Test
  void aMissingValueIsNamed() {
    assertThat(expand(HOST, Map.of("shop", "acme", "region", "eu"))).isEqualTo(
      new Refused("workspace", true, "is required")
    );
    assertThat(expand(HOST, Map.of("shop", "", "workspace", "w", "region", "eu"))).isInstanceOf(Refused.class);
  }

  @ParameterizedTest
  @ValueSource(
    strings = {
      "evil.com/",
      "a.b",
      "evil.com#",
      "-a",
      "a-",
      "A",
      "a_b",
      "@evil",
      "a:1",
      "ä",
      "%2e",
      " a",
      "a\n",
      "x/../y",
    }
  )
  void aValueInTheHostIsOneLabel(String value) {
    assertThat(expand("https://{shop}.example.com/mcp", Map.of("shop", value)))
      .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.type(Refused.class))
      .returns("shop", Refused::property);
  }

  @ParameterizedTest
  @CsvSource({ "., false", ".., false", "../admin, false", "a/b, false", "a\\b, false", "..., true", "%2e%2e, true" })
  void aValueInThePathStaysInItsSegment(String value, boolean allowed) {
    assertThat(expand("https://example.com/{workspace}/mcp", Map.of("workspace", value))).isInstanceOf(
      allowed ? Expanded.class : Refused.class
    );
  }

  @Test
  void anEncodedDotIsEncodedOnceMore() {
    assertThat(expand("https://example.com/{workspace}/mcp", Map.of("workspace", "%2e%2e"))).isEqualTo(
      new Expanded("https://example.com/%252e%252e/mcp")
    );
  }

  private static Expansion expand(String template, Map<String, Object> values) {
    return UrlTemplate.of(template).expand(JsonMapper.shared().valueToTree(values));
  }
}
