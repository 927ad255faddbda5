package io.keyfold.authconfig.oauth.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WellKnownTest {

  @Test
  void anIssuerWithAPathHasThreePlaces() {
    assertThat(WellKnown.ofIssuer(URI.create("https://auth.example:8443/tenant1/"))).isEqualTo(
      List.of(
        URI.create("https://auth.example:8443/.well-known/oauth-authorization-server/tenant1"),
        URI.create("https://auth.example:8443/.well-known/openid-configuration/tenant1"),
        URI.create("https://auth.example:8443/tenant1/.well-known/openid-configuration")
      )
    );
  }

  @Test
  void anIssuerWithoutAPathHasTwoPlaces() {
    for (String issuer : List.of("https://auth.example", "https://auth.example/")) {
      assertThat(WellKnown.ofIssuer(URI.create(issuer))).isEqualTo(
        List.of(
          URI.create("https://auth.example/.well-known/oauth-authorization-server"),
          URI.create("https://auth.example/.well-known/openid-configuration")
        )
      );
    }
  }

  @Test
  void aResourceHasAPlaceForItsPathAndOneAtTheRoot() {
    assertThat(WellKnown.ofResource(URI.create("https://mcp.example/v1/mcp?x=1"))).isEqualTo(
      List.of(
        URI.create("https://mcp.example/.well-known/oauth-protected-resource/v1/mcp"),
        URI.create("https://mcp.example/.well-known/oauth-protected-resource")
      )
    );
  }

  @ParameterizedTest
  @CsvSource({
    "https://mcp.example/v1/mcp, true",
    "https://mcp.example/v1, true",
    "https://mcp.example, true",
    "https://mcp.example/, true",
    "https://MCP.example/v1/mcp/, true",
    "https://mcp.example/v1/mcp/more, false",
    "https://mcp.example/v, false",
    "https://mcp.example/other, false",
    "https://other.example/v1/mcp, false",
    "http://mcp.example/v1/mcp, false",
    "https://mcp.example:8443/v1/mcp, false",
    "https://mcp.example.evil.example/v1/mcp, false",
    "https://mcp.example/v1/mcp#x, false",
    "mailto:mcp.example, false",
  })
  void aDocumentMaySpeakForItsOwnOriginAndPath(URI resource, boolean covers) {
    assertThat(WellKnown.covers(resource, URI.create("https://mcp.example/v1/mcp"))).isEqualTo(covers);
  }
}
