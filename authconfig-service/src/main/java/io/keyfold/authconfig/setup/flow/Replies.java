package io.keyfold.authconfig.setup.flow;

import io.keyfold.authconfig.branding.Brands;
import io.keyfold.authconfig.pages.Outcome;
import io.keyfold.authconfig.pages.OutcomePage;
import io.keyfold.authconfig.pages.Page;
import io.keyfold.authconfig.pages.PageHeaders;
import io.keyfold.authconfig.pages.PageRenderer;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.web.RequestIds;
import java.net.URI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Responses to browsers. */
final class Replies {

  private static final Logger LOG = LoggerFactory.getLogger(Replies.class);

  private final PageRenderer renderer;
  private final Brands brands;

  Replies(PageRenderer renderer, Brands brands) {
    this.renderer = renderer;
    this.brands = brands;
  }

  /** {@return the query's parameters; empty if its percent-encoding is invalid} */
  static MultiValueMap<String, String> query(ServerWebExchange exchange) {
    try {
      return exchange.getRequest().getQueryParams();
    } catch (IllegalArgumentException _) {
      return new LinkedMultiValueMap<>();
    }
  }

  /** {@return a page of the visited session} */
  ResponseEntity<String> page(Visit visit, Page page) {
    return renderer.render(visit.request(), visit.brand(), page);
  }

  /** {@return a page for a browser that may not know anything about the session} */
  ResponseEntity<String> stranger(ServerWebExchange exchange, Outcome outcome) {
    return stranger(exchange, OutcomePage.of(outcome));
  }

  /** {@return a redirect that a GET follows; never with a secret of ours in the URL, except a one-time value} */
  ResponseEntity<String> redirect(URI target, ResponseCookie... cookies) {
    ResponseEntity.BodyBuilder response = ResponseEntity.status(HttpStatus.SEE_OTHER)
      .location(target)
      .cacheControl(CacheControl.noStore())
      .headers(PageHeaders::protect);
    for (ResponseCookie cookie : cookies) {
      response.header("Set-Cookie", cookie.toString());
    }
    return response.build();
  }

  /** {@return the response with a cookie} */
  static ResponseEntity<String> with(ResponseEntity<String> response, ResponseCookie cookie) {
    return ResponseEntity.status(response.getStatusCode())
      .headers(headers -> {
        headers.addAll(response.getHeaders());
        headers.add("Set-Cookie", cookie.toString());
      })
      .body(response.getBody());
  }

  /** {@return the response, or a page for a failure: a browser never sees the API's error object} */
  Mono<ResponseEntity<String>> orFailure(ServerWebExchange exchange, Mono<ResponseEntity<String>> response) {
    return response.onErrorResume(e -> {
      String requestId = RequestIds.of(exchange);
      if (e instanceof ApiException refused) {
        LOG.atWarn()
          .addKeyValue("request_id", requestId)
          .addKeyValue("code", refused.code().wire())
          .log("a page of a setup session failed");
      } else {
        LOG.atError().setCause(e).addKeyValue("request_id", requestId).log("a page of a setup session failed");
      }
      return Mono.just(stranger(exchange, OutcomePage.of(Outcome.TEMPORARY_FAILURE).referring(requestId)));
    });
  }

  /** The host name tells whose page it is; the session may not. */
  private ResponseEntity<String> stranger(ServerWebExchange exchange, OutcomePage page) {
    ServerHttpRequest request = exchange.getRequest();
    return renderer.render(request, brands.at(request), page);
  }
}
