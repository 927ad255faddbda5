package io.keyfold.platform.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.keyfold.platform.egress.proxy.ProxyProperties;
import io.keyfold.platform.start.StartProblem;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class EgressPropertiesTest {

  private static final String PROXY = "keyfold.egress.proxy.";

  @Test
  void withoutSettingsCallsAreDirect() {
    assertThat(bind()).isEqualTo(new EgressProperties(false));
  }

  @Test
  void theSettingsAreRead() {
    EgressProperties properties = bind(
      PROXY + "url=https://proxy.corp:3129",
      PROXY + "user=keyfold",
      PROXY + "password-file=/run/secrets/proxy",
      PROXY + "no-proxy=corp.example,10.0.0.0/8",
      PROXY + "resolve=proxy",
      "keyfold.egress.trusted-certificates=/etc/ca.pem,/etc/other.pem",
      "keyfold.egress.client-certificates[0].hosts=mcp.example.com,api.example.com",
      "keyfold.egress.client-certificates[0].certificate=/etc/client.crt",
      "keyfold.egress.client-certificates[0].key=/etc/client.key"
    );
    assertThat(properties.proxy().noProxy()).containsExactly("corp.example", "10.0.0.0/8");
    assertThat(properties.proxy().resolve()).isEqualTo(ProxyProperties.Resolve.PROXY);
    assertThat(properties.trustedCertificates()).containsExactly(Path.of("/etc/ca.pem"), Path.of("/etc/other.pem"));
    assertThat(properties.clientCertificates().getFirst().hosts()).containsExactly(
      "mcp.example.com",
      "api.example.com"
    );
  }

  @Test
  @Tag("promise-4")
  void thePasswordIsNotPrinted() {
    assertThat(bind(PROXY + "url=http://p:1", PROXY + "user=me", PROXY + "password=s3cret").toString())
      .contains("me")
      .doesNotContain("s3cret");
  }

  @ParameterizedTest
  @CsvSource(
    delimiter = '|',
    value = {
      "url=ftp://proxy:1 | keyfold.egress.proxy.url=ftp://proxy:1 must be http://host:port or https://host:port",
      "url=http://proxy | keyfold.egress.proxy.url=http://proxy must be http://host:port",
      "url=http://proxy:0 | keyfold.egress.proxy.url=http://proxy:0 must be",
      "url=http://proxy:99999 | keyfold.egress.proxy.url=http://proxy:99999 must be",
      "url=http://proxy:1/x | keyfold.egress.proxy.url=http://proxy:1/x must be",
      "url=proxy:3128 | keyfold.egress.proxy.url=proxy:3128 must be",
      "url=http://me:s3cret@proxy:1 | keyfold.egress.proxy.url=proxy:1 must be",
      "url=http://me:s3 cret@proxy:1 | keyfold.egress.proxy.url=proxy:1 must be",
      "user=me | keyfold.egress.proxy.url must be set",
      "url=http://proxy:1, user=me | keyfold.egress.proxy.user=me must be set together with",
      "url=http://proxy:1, password=s3cret | keyfold.egress.proxy.user must be set together with",
      "url=http://proxy:1, user=a:b, password=s3cret | keyfold.egress.proxy.user=a:b must be a name without a colon",
      "url=http://proxy:1, user=a, password=s3cret, password-file=/x | keyfold.egress.proxy.password must not be set",
      "no-proxy=* | keyfold.egress.proxy.no-proxy[0]=* must be a host name like example.com",
      "resolve=both | keyfold.egress.proxy.resolve=both is not one of: local, proxy",
    }
  )
  @Tag("promise-4")
  void aBadValueIsReportedByNameValueAndWhatIsAllowed(String settings, String problem) {
    Throwable failure = catchThrowable(() ->
      bind(
        Arrays.stream(settings.split(", ", -1))
          .map(setting -> PROXY + setting)
          .toArray(String[]::new)
      )
    );
    assertThat(StartProblem.describe(failure)).startsWith(problem).doesNotContain("s3cret");
  }

  private static EgressProperties bind(String... settings) {
    Map<String, String> values = Arrays.stream(settings)
      .map(setting -> setting.split("=", 2))
      .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    return Objects.requireNonNull(
      new Binder(new MapConfigurationPropertySource(values)).bindOrCreate("keyfold.egress", EgressProperties.class)
    );
  }
}
