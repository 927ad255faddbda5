package io.keyfold.standalone.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.HtmlUtils;

/**
 * Plays a user with a browser: keeps cookies per origin, follows redirects and refreshing pages, and presses buttons.
 * Prints one line per request, without query strings, since they contain codes.
 */
final class Browser implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final int MAX_REDIRECTS = 10;
  private static final Pattern TITLE = Pattern.compile("<title>([^<]*)</title>");
  private static final Pattern REFRESH = Pattern.compile("<meta http-equiv=\"refresh\" content=\"0; url=([^\"]*)\"");

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
  private final Map<String, Map<String, String>> cookies = new HashMap<>();
  private final PrintStream out;

  Browser(PrintStream out) {
    this.out = out;
  }

  /**
   * What the user sees.
   *
   * @param url its address
   * @param status HTTP status
   * @param html its content
   */
  record Page(URI url, int status, String html) {
    String title() {
      Matcher title = TITLE.matcher(html);
      return title.find() ? HtmlUtils.htmlUnescape(title.group(1)).strip() : "";
    }

    /** Fails unless the page shows the text. */
    void expect(String text) {
      if (!html.contains(HtmlUtils.htmlEscape(text))) {
        throw new DemoStepException("the page '" + title() + "' should show " + text);
      }
    }
  }

  /** {@return the page at an address, after all redirects} */
  Page open(String url) throws InterruptedException {
    return follow(URI.create(url), null, null);
  }

  /** {@return the page that follows when a button of the page is pressed} */
  Page press(Page page, String name, String value) throws InterruptedException {
    HtmlForm form = HtmlForm.pressing(page.html(), name, value).orElseThrow(() ->
      new DemoStepException("the page '" + page.title() + "' should have a button " + name + "=" + value)
    );
    String body = form
      .fields()
      .entrySet()
      .stream()
      .map(field -> encode(field.getKey()) + "=" + encode(field.getValue()))
      .collect(Collectors.joining("&"));
    return follow(page.url().resolve(form.action()), body, origin(page.url()));
  }

  @Override
  public void close() {
    http.close();
  }

  private Page follow(URI start, @Nullable String form, @Nullable String from) throws InterruptedException {
    URI url = start;
    String body = form;
    for (int i = 0; i < MAX_REDIRECTS; i++) {
      HttpResponse<String> response = send(url, body, from);
      Page page = new Page(url, response.statusCode(), response.body());
      Optional<String> next = response
        .headers()
        .firstValue("Location")
        .or(() -> refresh(page));
      out.printf(
        "browser %s %s -> %d %s%n",
        body == null ? "GET" : "POST",
        origin(url) + url.getPath(),
        page.status(),
        next.isPresent() ? "" : "'" + page.title() + "'"
      );
      if (next.isEmpty()) {
        return page;
      }
      url = url.resolve(next.get());
      body = null;
    }
    throw new DemoStepException("more than " + MAX_REDIRECTS + " redirects from " + origin(start) + start.getPath());
  }

  private HttpResponse<String> send(URI url, @Nullable String form, @Nullable String from) throws InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(url).timeout(TIMEOUT).header("Accept", "text/html");
    Map<String, String> jar = cookies.computeIfAbsent(origin(url), _ -> new HashMap<>());
    if (!jar.isEmpty()) {
      request.header(
        "Cookie",
        jar
          .entrySet()
          .stream()
          .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
          .collect(Collectors.joining("; "))
      );
    }
    if (form != null) {
      request.header("Content-Type", "application/x-www-form-urlencoded");
      request.POST(HttpRequest.BodyPublishers.ofString(form));
    }
    if (form != null && from != null) {
      request.header("Origin", from);
    }
    try {
      HttpResponse<String> response = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      response
        .headers()
        .allValues("Set-Cookie")
        .forEach(header -> keep(jar, header));
      return response;
    } catch (IOException e) {
      throw new DemoStepException("browser at " + origin(url) + url.getPath() + ": " + e);
    }
  }

  private static void keep(Map<String, String> jar, String header) {
    for (HttpCookie cookie : HttpCookie.parse(header)) {
      if (cookie.getMaxAge() == 0) {
        jar.remove(cookie.getName());
      } else {
        jar.put(cookie.getName(), cookie.getValue());
      }
    }
  }

  private static Optional<String> refresh(Page page) {
    Matcher refresh = REFRESH.matcher(page.html());
    return refresh.find() ? Optional.of(HtmlUtils.htmlUnescape(refresh.group(1))) : Optional.empty();
  }

  private static String origin(URI url) {
    return url.getScheme() + "://" + url.getAuthority();
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
