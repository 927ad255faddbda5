package io.keyfold.acceptance.http;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The page of a setup session in a browser of its own, without scripts and pictures. */
public final class SetupPage {

  private static final Duration BOUND = Duration.ofSeconds(30);
  private static final Pattern ACTION = Pattern.compile("<form method=\"post\" action=\"([^\"]+)\"");
  private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");

  private final HttpClient http;
  private final HttpResponse<String> response;

  private SetupPage(HttpClient http, HttpResponse<String> response) {
    this.http = http;
    this.response = response;
  }

  /** {@return the page that a link leads to} */
  public static SetupPage open(String link) {
    HttpClient http = HttpClient.newBuilder()
      .version(HttpClient.Version.HTTP_1_1)
      .cookieHandler(new CookieManager())
      .followRedirects(HttpClient.Redirect.NORMAL)
      .build();
    return new SetupPage(http, send(http, HttpRequest.newBuilder(URI.create(link))));
  }

  /** {@return HTTP status of the page} */
  public int status() {
    return response.statusCode();
  }

  /** {@return its content} */
  public String html() {
    return response.body();
  }

  /** {@return the page that follows when its form is sent with the fields} */
  public SetupPage submit(Map<String, String> fields) {
    Map<String, String> all = new LinkedHashMap<>(fields);
    all.put("csrf", found(CSRF));
    all.put("decision", "continue");
    String body = all
      .entrySet()
      .stream()
      .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
      .collect(Collectors.joining("&"));
    HttpRequest.Builder request = HttpRequest.newBuilder(response.uri().resolve(found(ACTION)))
      .header("Content-Type", "application/x-www-form-urlencoded")
      .POST(HttpRequest.BodyPublishers.ofString(body));
    return new SetupPage(http, send(http, request));
  }

  private String found(Pattern pattern) {
    Matcher matcher = pattern.matcher(html());
    if (!matcher.find()) {
      throw new AssertionError("status " + status() + ", not on the page: " + pattern + "\n" + html());
    }
    return matcher.group(1).replace("&amp;", "&");
  }

  private static HttpResponse<String> send(HttpClient http, HttpRequest.Builder request) {
    try {
      return http.send(request.timeout(BOUND).build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
