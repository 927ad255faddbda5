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
 * Requests to a registry at one of several addresses. Stays with the address that answered last, and goes to the next one
 * when it does not. Tells what may be repeated (unavailable: no answer, 429, 5xx) from what may not.
 */
final class RegistryTransport implements AutoCloseable {

  /** A larger answer is no schema. */
  private static final long MAX_ANSWER_BYTES = 8L << 20;

  private static final String JSON = "application/vnd.schemaregistry.v1+json";

  private final List<URI> addresses;
  private final RegistryCredentials credentials;
  private final HttpClient http;
  private final Duration timeout;
  private volatile int current;

  /**
   * Keeps what is needed to ask.
   *
   * @param addresses where the registry is, at least one; may hold user and password
   * @param credentials what to show
   * @param http with its bound on connecting and its TLS
   * @param timeout bound of one request at one address, answer included
   */
  RegistryTransport(List<URI> addresses, RegistryCredentials credentials, HttpClient http, Duration timeout) {
    this.addresses = List.copyOf(addresses);
    this.credentials = credentials;
    this.http = http;
    this.timeout = timeout;
  }

  /**
   * {@return the answer, below 500 and not 401, 403 or 429}
   *
   * @param path what to ask for, encoded, with a leading slash
   * @param body what to post; null to get
   * @throws RegistryUnavailableException if no address answers
   * @throws RegistryAccessException if the credentials are refused
   */
  HttpResponse<String> send(String path, @Nullable String body) {
    int start = current;
    for (int tried = 0; ; tried++) {
      int index = (start + tried) % addresses.size();
      try {
        HttpResponse<String> answer = sendTo(addresses.get(index), path, body);
        current = index;
        return answer;
      } catch (RegistryUnavailableException unavailable) {
        if (tried + 1 == addresses.size()) {
          throw unavailable;
        }
      }
    }
  }

  /** {@return the addresses as errors show them} */
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
    HttpResponse<String> answer = await(base, request.build());
    int status = answer.statusCode();
    if (status == 401 || status == 403) {
      throw new RegistryAccessException(base.toString(), status);
    }
    if (status == 429 || status >= 500) {
      throw new RegistryUnavailableException(base.toString(), "it answered " + status, null);
    }
    return answer;
  }

  private HttpResponse<String> await(URI base, HttpRequest request) {
    // The request's own timeout ends with the headers; this bound holds for the body, too.
    CompletableFuture<HttpResponse<String>> future = http.sendAsync(
      request,
      BodyHandlers.limiting(BodyHandlers.ofString(StandardCharsets.UTF_8), MAX_ANSWER_BYTES)
    );
    try {
      return future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException failed) {
      Throwable cause = failed.getCause() instanceof IOException io ? io : failed;
      throw new RegistryUnavailableException(base.toString(), reason(cause), cause);
    } catch (TimeoutException late) {
      future.cancel(true);
      throw new RegistryUnavailableException(base.toString(), "no answer within " + timeout, late);
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
