package io.keyfold.platform.egress.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NoProxyTest {

  @ParameterizedTest
  @CsvSource({
    "example.com, example.com, true",
    "example.com, mcp.example.com, true",
    ".example.com, MCP.Example.com., true",
    "example.com, notexample.com, false",
    "example.com, example.com.evil.test, false",
    "localhost, localhost, true",
  })
  void aNameCoversTheNamesBelowIt(String entry, String host, boolean covered) {
    NoProxy direct = NoProxy.parse(List.of(entry));
    assertThat(direct.covers(InetSocketAddress.createUnresolved(host, 443))).isEqualTo(covered);
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.1.2.3, true",
    "10.0.0.0/8, 11.1.2.3, false",
    "10.0.0.7, 10.0.0.7, true",
    "10.0.0.7, 10.0.0.8, false",
    "0.0.0.0/0, 8.8.8.8, true",
    "0.0.0.0/0, ::1, false",
    "2001:db8::/32, 2001:db8:1::2, true",
    "2001:db8::/32, 2001:db9::2, false",
  })
  void aRangeCoversAddresses(String entry, String address, boolean covered) throws UnknownHostException {
    NoProxy direct = NoProxy.parse(List.of(entry));
    assertThat(direct.covers(new InetSocketAddress(InetAddress.getByName(address), 443))).isEqualTo(covered);
  }

  @Test
  void aRangeDoesNotCoverAnUnresolvedName() {
    NoProxy direct = NoProxy.parse(List.of("0.0.0.0/0"));
    assertThat(direct.covers(InetSocketAddress.createUnresolved("example.com", 443))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
    strings = { "", "*", "10.0.0.0/33", "::/129", "10.0.0.0/", "http://example.com", "a b", "example.com:80" }
  )
  void otherEntriesAreReported(String entry) {
    assertThatThrownBy(() -> NoProxy.parse(List.of("ok.example", entry))).hasMessageStartingWith(
      "keyfold.egress.proxy.no-proxy[1]=" + entry + " must be"
    );
  }
}
