package io.keyfold.schemas.registry;

import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;

/**
 * Creates registry clients from Confluent's configuration properties: {@code schema.registry.url} (comma-separated, or
 * {@code mock://name} for an in-memory registry), {@code basic.auth.*}, {@code bearer.auth.*}, {@code
 * schema.registry.ssl.*}, {@code http.connect.timeout.ms}, {@code http.read.timeout.ms}, {@code max.retries}, {@code
 * retries.wait.ms}, {@code retries.max.wait.ms} and {@code max.schemas.per.subject}.
 */
public final class RegistryClients {

  private static final String URL = "schema.registry.url";
  private static final String MOCK = "mock://";

  private RegistryClients() {}

  /**
   * {@return a caching and retrying client}
   *
   * @throws ConfigException if a property is missing or invalid
   */
  public static RegistryClient of(Map<String, ?> config) {
    Settings settings = new Settings(config);
    List<String> urls = settings.list(URL);
    if (urls.isEmpty()) {
      throw new ConfigException(URL + " is not set");
    }
    if (urls.get(0).startsWith(MOCK)) {
      return MockRegistries.named(urls.get(0).substring(MOCK.length()));
    }
    RegistryClient http = new HttpRegistryClient(transport(settings, addresses(urls)));
    RegistryClient retrying = new RetryingRegistryClient(http, backoff(settings));
    return new CachingRegistryClient(retrying, settings.number("max.schemas.per.subject", 1000));
  }

  private static RegistryTransport transport(Settings settings, List<URI> addresses) {
    Duration timeout = settings.millis("http.read.timeout.ms", 5_000);
    HttpClient.Builder http = HttpClient.newBuilder()
      .version(HttpClient.Version.HTTP_1_1)
      .followRedirects(HttpClient.Redirect.NEVER)
      .connectTimeout(settings.millis("http.connect.timeout.ms", 2_000));
    RegistryTls.context(settings).ifPresent(http::sslContext);
    return new RegistryTransport(addresses, RegistryCredentials.of(settings), http.build(), timeout);
  }

  private static Backoff backoff(Settings settings) {
    Duration first = settings.millis("retries.wait.ms", 100);
    Duration longest = settings.millis("retries.max.wait.ms", 2_000);
    return new Backoff(settings.number("max.retries", 3), first, longest.compareTo(first) < 0 ? first : longest);
  }

  private static List<URI> addresses(List<String> urls) {
    List<URI> addresses = new ArrayList<>();
    for (String url : urls) {
      try {
        URI address = URI.create(url);
        if (List.of("http", "https").contains(String.valueOf(address.getScheme())) && address.getHost() != null) {
          addresses.add(address);
          continue;
        }
      } catch (IllegalArgumentException notAnAddress) {
        throw wrongUrl();
      }
      throw wrongUrl();
    }
    return addresses;
  }

  /** Does not show the URL, which may contain a password. */
  private static ConfigException wrongUrl() {
    return new ConfigException(URL + " must be a comma-separated list of http or https URLs, or mock://name");
  }
}
