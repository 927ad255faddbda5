package io.keyfold.platform.testing;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;

/**
 * A browser without scripts: keeps cookies of one host, follows redirects on request, submits forms. It sees what a user
 * sees, so a test that passes with it needs no JavaScript. It keeps and sends {@code Secure} and {@code __Host-} cookies
 * only where browsers do, and says which origin a form is from.
 */
public final class TestBrowser {

  private static final Pattern ACTION = Pattern.compile("<form method=\"post\" action=\"([^\"]+)\"");
  private static final Pattern CSRF = Pattern.compile("name=\"csrf\" value=\"([^\"]+)\"");
  private static final Pattern FORWARD = Pattern.compile("http-equiv=\"refresh\" content=\"[^\"]*url=([^\"]+)\"");
  private static final String HTTPS = "https";
  private static final String HOST_PREFIX = "__Host-";
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final HttpClient http;
  private final Map<String, Cookie> cookies = new LinkedHashMap<>();

  private record Cookie(String value, boolean secure) {}

  /** A browser that reads pages at http. */
  public TestBrowser() {
    this(HTTP);
  }

  /** A browser that trusts a server's certificate. */
  public TestBrowser(SSLContext trusted) {
    this(HttpClient.newBuilder().sslContext(trusted).build());
  }

  private TestBrowser(HttpClient http) {
    this.http = http;
  }

  /**
   * What the browser shows.
   *
   * @param url the requested URL
   * @param status HTTP status
   * @param html the page
   * @param location where a redirect leads; empty for a page
   * @param setCookies values of the Set-Cookie headers
   */
  public record Shown(URI url, int status, String html, Optional<URI> location, List<String> setCookies) {
    /** {@return where the page or redirect sends the browser} */
    public URI forward() {
      return location.orElseGet(() -> URI.create(unescaped(group(FORWARD))));
    }

    /** {@return the action of the page's form} */
    public URI action() {
      return url.resolve(group(ACTION));
    }

    String csrf() {
      return unescaped(group(CSRF));
    }

    private String group(Pattern pattern) {
      Matcher matcher = pattern.matcher(html);
      if (!matcher.find()) {
        throw new AssertionError("status " + status + ", not on the page: " + pattern + "\n" + html);
      }
      return matcher.group(1);
    }

    private static String unescaped(String text) {
      return text.replace("&amp;", "&").replace("&#34;", "\"").replace("&#39;", "'");
    }
  }

  /** {@return the response; redirects are not followed} */
  public Shown open(URI url) {
    return send(HttpRequest.newBuilder(url).GET(), url);
  }

  /** {@return the page at the end of redirects on the same host} */
  public Shown visit(URI url) {
    Shown shown = open(url);
    for (int i = 0; i < 5 && shown.location().isPresent(); i++) {
      URI next = url.resolve(shown.location().get());
      if (!Objects.equals(next.getAuthority(), url.getAuthority())) {
        return shown;
      }
      shown = open(next);
    }
    return shown;
  }

  /** {@return the response to the page's form} */
  public Shown submit(Shown page, Map<String, String> fields) {
    Map<String, String> all = new LinkedHashMap<>(fields);
    all.putIfAbsent("csrf", page.csrf());
    return post(page.action(), all);
  }

  /** {@return the response to a form} */
  public Shown post(URI url, Map<String, String> fields) {
    String body = fields
      .entrySet()
      .stream()
      .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
      .collect(Collectors.joining("&"));
    return send(
      HttpRequest.newBuilder(url)
        .header("Content-Type", "application/x-www-form-urlencoded")
        .header("Origin", url.getScheme() + "://" + url.getAuthority())
        .POST(HttpRequest.BodyPublishers.ofString(body)),
      url
    );
  }

  /** {@return the query parameters of a URL} */
  public static Map<String, String> query(URI url) {
    Map<String, String> all = new LinkedHashMap<>();
    for (String pair : Objects.requireNonNullElse(url.getRawQuery(), "").split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        all.put(pair.substring(0, equals), URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return all;
  }

  private Shown send(HttpRequest.Builder request, URI url) {
    request.timeout(Duration.ofSeconds(60));
    String sent = cookies
      .entrySet()
      .stream()
      .filter(cookie -> !cookie.getValue().secure() || HTTPS.equals(url.getScheme()))
      .map(cookie -> cookie.getKey() + "=" + cookie.getValue().value())
      .collect(Collectors.joining("; "));
    if (!sent.isEmpty()) {
      request.header("Cookie", sent);
    }
    HttpResponse<String> answer = http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofString()).join();
    answer
      .headers()
      .allValues("set-cookie")
      .forEach(cookie -> keep(url, cookie));
    return new Shown(
      url,
      answer.statusCode(),
      answer.body(),
      answer.headers().firstValue("location").map(URI::create),
      answer.headers().allValues("set-cookie")
    );
  }

  private void keep(URI from, String header) {
    List<String> parts = List.of(header.split("; *"));
    String name = parts.getFirst().replaceFirst("=.*", "");
    boolean secure = parts.contains("Secure");
    boolean ofHost = secure && parts.contains("Path=/") && parts.stream().noneMatch(part -> part.startsWith("Domain"));
    if ((secure && !HTTPS.equals(from.getScheme())) || (name.startsWith(HOST_PREFIX) && !ofHost)) {
      return;
    }
    if (parts.contains("Max-Age=0")) {
      cookies.remove(name);
    } else {
      cookies.put(name, new Cookie(parts.getFirst().substring(name.length() + 1), secure));
    }
  }
}
