package io.keyfold.authconfig.registration;

import io.keyfold.authconfig.branding.Brands;
import io.keyfold.authconfig.branding.PublicLinks;
import io.keyfold.authconfig.oauth.discovery.OurClient;
import io.keyfold.platform.egress.EgressPolicy;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import java.time.Duration;
import java.util.regex.Pattern;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/**
 * The Client ID Metadata Documents, whose URL is the client id. Authorization servers read them. They are no operations
 * of the API, and not in its OpenAPI document.
 */
@RestController
class ClientMetadataController {

  static final String PATH = "/oauth/client-metadata/";

  private static final Pattern PROVIDER = Pattern.compile("prv_[A-Za-z0-9_-]{1,100}");
  private static final Duration MAX_AGE = Duration.ofMinutes(5);

  private final Brands brands;
  private final PublicLinks links;
  private final EgressPolicy policy;

  ClientMetadataController(Brands brands, PublicLinks links, EgressPolicy policy) {
    this.brands = brands;
    this.links = links;
    this.policy = policy;
  }

  /**
   * Gets the document for one provider. It names the tenant whose host name was requested, and no tenant at any other
   * host.
   */
  @GetMapping(PATH + "{providerId}")
  ResponseEntity<String> document(ServerHttpRequest request, @PathVariable String providerId) {
    if (!PROVIDER.matcher(providerId).matches()) {
      throw notFound("The path must end with the id of a provider");
    }
    TenantId tenant = brands.tenantAt(request).orElse(TenantId.PLATFORM);
    OurClient client = Requester.client(links.base(tenant, request), brands.at(request).name(), providerId, policy);
    if (client.document() == null) {
      throw notFound("Authorization servers can read the document at https only: set keyfold.public-url");
    }
    return ResponseEntity.ok()
      .contentType(MediaType.APPLICATION_JSON)
      .cacheControl(CacheControl.maxAge(MAX_AGE).cachePublic())
      .body(client.metadataDocument());
  }

  private static ApiException notFound(String fix) {
    return ApiException.of(ErrorCode.NOT_FOUND, "There is no client metadata document here", fix);
  }
}
