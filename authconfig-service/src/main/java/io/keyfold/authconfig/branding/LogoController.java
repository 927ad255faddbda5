package io.keyfold.authconfig.branding;

import io.keyfold.authconfig.pages.PageHeaders;
import io.keyfold.platform.error.ApiException;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.View;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The logos of the pages. They are no operations of the API, and not in its OpenAPI document. */
@RestController
class LogoController {

  private static final Pattern TENANT = Pattern.compile("tnt_[A-Za-z0-9]{1,60}");
  private static final Duration YEAR = Duration.ofDays(365);

  private final View own;

  LogoController(@Qualifier("authConfigsView") View own) {
    this.own = own;
  }

  /** Gets a logo. Another image has another URL. */
  @GetMapping(TenantPages.LOGOS + "{tenant}/{hash}")
  ResponseEntity<byte[]> logo(@PathVariable String tenant, @PathVariable String hash) {
    Branding.Logo logo = find(tenant)
      .filter(known -> known.hash().equals(hash))
      .orElseThrow(() -> ApiException.of(ErrorCode.NOT_FOUND, "There is no such logo", "Open the page again"));
    return ResponseEntity.ok()
      .contentType(MediaType.parseMediaType(logo.type()))
      .cacheControl(CacheControl.maxAge(YEAR).cachePublic().immutable())
      .headers(PageHeaders::protect)
      .body(logo.content());
  }

  private Optional<Branding.Logo> find(String tenant) {
    return TENANT.matcher(tenant).matches() ? own.find(Branding.logo(new TenantId(tenant))) : Optional.empty();
  }
}
