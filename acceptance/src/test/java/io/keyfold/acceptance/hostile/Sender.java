package io.keyfold.acceptance.hostile;

import io.keyfold.acceptance.contract.Contract;
import io.keyfold.acceptance.contract.Operation;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends requests and finds what is wrong with the responses. Thread-safe. */
final class Sender implements AutoCloseable {

  private static final Duration BOUND = Duration.ofSeconds(30);
  private static final Contract CONTRACT = Contract.ofThisBuild();

  private final HttpClient http = HttpClient.newBuilder()
    .version(HttpClient.Version.HTTP_1_1)
    .connectTimeout(BOUND)
    .build();
  private final Map<Integer, Integer> statuses = new ConcurrentSkipListMap<>();
  private final String url;
  private final String canary;

  Sender(String url, String canary) {
    this.url = url;
    this.canary = canary;
  }

  /** {@return what is wrong with the response; empty if nothing} */
  List<String> faults(RequestPlan.Planned planned) throws InterruptedException {
    try {
      HttpResponse<String> response = http
        .sendAsync(http(planned.request()), HttpResponse.BodyHandlers.ofString())
        .get(BOUND.toSeconds(), TimeUnit.SECONDS);
      statuses.merge(response.statusCode(), 1, Integer::sum);
      return faults(planned.operation(), response);
    } catch (TimeoutException e) {
      return List.of("no response within " + BOUND);
    } catch (ExecutionException | RuntimeException e) {
      return List.of(e.toString());
    }
  }

  /** {@return how many responses had which status} */
  Map<Integer, Integer> statuses() {
    return statuses;
  }

  @Override
  public void close() {
    http.close();
  }

  private List<String> faults(Operation operation, HttpResponse<String> response) {
    List<String> faults = new ArrayList<>();
    int status = response.statusCode();
    boolean ofProvider = (status == 502 || status == 504) && operation.answers(status);
    if (status >= 500 && !ofProvider) {
      faults.add("a failure inside");
    }
    if (response.body().contains(canary) || response.headers().map().toString().contains(canary)) {
      faults.add("data of another tenant");
    }
    faults.addAll(CONTRACT.violations(response));
    return faults.isEmpty() ? faults : List.of(faults + " -> " + status + " " + start(response.body()));
  }

  private HttpRequest http(Request request) {
    HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(url + request.target()));
    request.headers().forEach(header -> builder.header(header.name(), header.value()));
    byte[] body = request.body();
    return builder
      .method(
        request.method(),
        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofByteArray(body)
      )
      .build();
  }

  private static String start(String text) {
    return text.length() > 400 ? text.substring(0, 400) + "..." : text;
  }
}
