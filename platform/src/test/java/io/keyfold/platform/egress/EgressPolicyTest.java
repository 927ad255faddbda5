package io.keyfold.platform.egress;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EgressPolicyTest {

  private final EgressPolicy strict = new EgressPolicy(new EgressProperties(false));
  private final EgressPolicy lenient = new EgressPolicy(new EgressProperties(true));

  @ParameterizedTest
  @ValueSource(
    strings = {
      "http://localhost:8080/mcp",
      "http://LOCALHOST/",
      "http://localhost./",
      "http://a.localhost/",
      "http://127.0.0.1/",
      "http://127.8.8.8/",
      "http://0.0.0.0/",
      "http://10.1.2.3/",
      "http://172.16.0.1/",
      "http://192.168.1.1/",
      "http://169.254.169.254/latest/meta-data",
      "http://168.63.129.16/machine?comp=goalstate",
      "http://[::ffff:168.63.129.16]/",
      "http://100.64.0.1/",
      "http://[::1]/",
      "http://[::]/",
      "http://[::ffff:127.0.0.1]/",
      "http://[::ffff:7f00:1]/",
      "http://[fe80::1]/",
      "http://[fd00::1]/",
      "http://[64:ff9b::7f00:1]/",
      "http://[2002:7f00:1::]/",
      "http://metadata.google.internal/",
      "http://printer.local/",
      "http://intranet/",
    }
  )
  void loopbackAndPrivateNetworksAreRefusedUnlessAllowed(String url) {
    assertThat(strict.refusal(url.replace("http:", "https:"))).hasValueSatisfying(why ->
      assertThat(why).contains("public internet")
    );
    assertThat(lenient.refusal(url)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = { "http://mcp.example.com/mcp", "HTTP://mcp.example.com/mcp", "http://8.8.8.8/" })
  @Tag("promise-4")
  void credentialsAreSentInPlainTextOnlyWherePrivateNetworksAreAllowed(String url) {
    assertThat(strict.refusal(url)).contains("The URL must begin with https://");
    assertThat(lenient.refusal(url)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
    strings = {
      "http://2130706433/",
      "http://127.1/",
      "http://0x7f.0.0.1/",
      "http://0177.0.0.1/",
      "http://0x7f000001/",
      "ftp://example.com/",
      "file:///etc/passwd",
      "javascript:alert(1)",
      "//example.com/",
      "https://user:pw@example.com/",
      "https://example.com/#x",
      "https://",
      "https://exa mple.com/",
      "https://example.com:0/",
      "https://example.com:99999/",
      "",
    }
  )
  void invalidUrlsAreAlwaysRefused(String url) {
    assertThat(strict.refusal(url)).isPresent();
    assertThat(lenient.refusal(url)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
    strings = {
      "https://mcp.exa.ai/mcp",
      "https://mcp.example.com:8443/a?b=c",
      "https://8.8.8.8/",
      "https://168.63.129.17/",
      "https://[2606:4700::1111]/",
    }
  )
  void publicAddressesAreAllowed(String url) {
    assertThat(strict.refusal(url)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
    strings = {
      "127.0.0.1",
      "10.0.0.1",
      "::1",
      "224.0.0.1",
      "255.255.255.255",
      "198.18.0.1",
      "2001:db8::1",
      "168.63.129.16",
    }
  )
  void resolvedAddressesAreChecked(String address) throws UnknownHostException {
    assertThat(strict.allows(InetAddress.getByName(address))).isFalse();
    assertThat(lenient.allows(InetAddress.getByName(address))).isTrue();
    assertThat(strict.allows(InetAddress.getByName("1.1.1.1"))).isTrue();
  }
}
