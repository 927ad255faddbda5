package io.keyfold.authconfig.oauth.spring;

import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Logs in at the form and consents, as a user's browser would. */
final class Browser implements AutoCloseable {

  private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");
  private static final int MAX_REDIRECTS = 10;

  private final HttpClient http = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

  /** {@return the parameters with which the server sends the browser to the redirect URI} */
  Map<String, List<String>> consent(URI authorizationUrl, URI redirectUri) throws IOException, InterruptedException {
    URI at = authorizationUrl;
    for (int i = 0; i < MAX_REDIRECTS; i++) {
      HttpResponse<String> page = get(at);
      if (page.statusCode() == 200) {
        page = logIn(at, page.body());
      }
      at = at.resolve(page.headers().firstValue("Location").orElseThrow());
      if (at.toString().startsWith(redirectUri + "?")) {
        return parameters(at.getRawQuery());
      }
    }
    throw new IllegalStateException("too many redirects");
  }

  private HttpResponse<String> get(URI url) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(url).header("Accept", "text/html").build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> logIn(URI url, String page) throws IOException, InterruptedException {
    Matcher token = CSRF.matcher(page);
    if (!token.find()) {
      throw new IllegalStateException("no form");
    }
    String form = "username=ada&password=lovelace&_csrf=" + URLEncoder.encode(token.group(1), StandardCharsets.UTF_8);
    HttpRequest request = HttpRequest.newBuilder(url)
      .header("Content-Type", "application/x-www-form-urlencoded")
      .POST(HttpRequest.BodyPublishers.ofString(form))
      .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static Map<String, List<String>> parameters(String query) {
    return Arrays.stream(query.split("&"))
      .map(pair -> pair.split("=", 2))
      .collect(
        Collectors.groupingBy(
          pair -> pair[0],
          Collectors.mapping(pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8), Collectors.toList())
        )
      );
  }

  @Override
  public void close() {
    http.close();
  }
}
