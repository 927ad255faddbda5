package io.keyfold.schemas.registry;

import io.keyfold.schemas.error.RegistryAccessException;
import io.keyfold.schemas.error.RegistryUnavailableException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to one of several registry addresses. Uses the last address that responded, and fails over to the
 * next. Retryable failures (no response, 429, 5xx) are {@link RegistryUnavailableException}.
 */
final class RegistryTransport implements AutoCloseable {

  /** Larger responses are rejected. */
  private static final long MAX_RESPONSE_BYTES = 8L << 20;

  private static final String JSON = "application/vnd.schemaregistry.v1+json";

  private final List<URI> addresses;
  private final RegistryCredentials credentials;
  private final HttpClient http;
  private final Duration timeout;
  private volatile int current;

  /**
   * Creates a transport.
   *
   * @param addresses the registry's URLs, at least one; may contain user and password
   * @param credentials the credentials
   * @param http an HTTP client with connect timeout and TLS
   * @param timeout timeout of one request at one address, including the response body
   */
  RegistryTransport(List<URI> addresses, RegistryCredentials credentials, HttpClient http, Duration timeout) {
    this.addresses = List.copyOf(addresses);
    this.credentials = credentials;
    this.http = http;
    this.timeout = timeout;
  }

  /**
   * {@return the response, with a status below 500 and not 401, 403 or 429}
   *
   * @param path the encoded path with a leading slash
   * @param body the body of a POST; null for a GET
   * @throws RegistryUnavailableException if no address responds
   * @throws RegistryAccessException if the credentials are rejected
   */
  HttpResponse<String> send(String path, @Nullable String body) {
    int start = current;
    for (int attempt = 0; ; attempt++) {
      int index = (start + attempt) % addresses.size();
      try {
        HttpResponse<String> response = sendTo(addresses.get(index), path, body);
        current = index;
        return response;
      } catch (RegistryUnavailableException unavailable) {
        if (attempt + 1 == addresses.size()) {
          throw unavailable;
        }
      }
    }
  }

  /** {@return the addresses without credentials, for errors} */
  String shown() {
    return String.join(",", addresses.stream().map(RegistryTransport::withoutUser).map(URI::toString).toList());
  }

  @Override
  public void close() {
    http.shutdownNow();
  }

  private HttpResponse<String> sendTo(URI address, String path, @Nullable String body) {
    URI base = withoutUser(address);
    var request = HttpRequest.newBuilder(URI.create(base + path))
      .header("Accept", JSON)
      .timeout(timeout);
    credentials.headerFor(address).ifPresent(value -> request.header("Authorization", value));
    if (body != null) {
      request.header("Content-Type", JSON).POST(BodyPublishers.ofString(body));
    }
    HttpResponse<String> response = await(base, request.build());
    int status = response.statusCode();
    if (status == 401 || status == 403) {
      throw new RegistryAccessException(base.toString(), status);
    }
    if (status == 429 || status >= 500) {
      throw new RegistryUnavailableException(base.toString(), "it returned " + status, null);
    }
    return response;
  }

  private HttpResponse<String> await(URI base, HttpRequest request) {
    // The HTTP client's timeout covers the headers only; this one also covers the body.
    CompletableFuture<HttpResponse<String>> future = http.sendAsync(
      request,
      BodyHandlers.limiting(BodyHandlers.ofString(StandardCharsets.UTF_8), MAX_RESPONSE_BYTES)
    );
    try {
      return future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException failed) {
      Throwable cause = failed.getCause() instanceof IOException io ? io : failed;
      throw new RegistryUnavailableException(base.toString(), reason(cause), cause);
    } catch (TimeoutException late) {
      future.cancel(true);
      throw new RegistryUnavailableException(base.toString(), "no response within " + timeout, late);
    } catch (InterruptedException interrupted) {
      future.cancel(true);
      Thread.currentThread().interrupt();
      throw new RegistryUnavailableException(base.toString(), "interrupted while waiting for it", interrupted);
    }
  }

  private static String reason(Throwable cause) {
    String message = cause.getMessage();
    return cause.getClass().getSimpleName() + (message == null ? "" : ": " + message);
  }

  private static URI withoutUser(URI address) {
    String text = address.getScheme() + "://" + address.getRawAuthority();
    String user = address.getRawUserInfo();
    String path = address.getRawPath() == null ? "" : address.getRawPath();
    String plain = (user == null ? text : text.replace(user + "@", "")) + path;
    return URI.create(plain.endsWith("/") ? plain.substring(0, plain.length() - 1) : plain);
  }
}
