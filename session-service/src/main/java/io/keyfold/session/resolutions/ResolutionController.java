package io.keyfold.session.resolutions;

import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.log.WriteRequest;
import io.keyfold.platform.web.FailsWith;
import io.keyfold.platform.web.JsonBody;
import io.keyfold.platform.web.RequiresScope;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/**
 * Credential resolutions: for trusted runtimes that call providers themselves. This is the only response that contains
 * a credential.
 */
@RestController
class ResolutionController {

  private final Resolutions resolutions;

  ResolutionController(Resolutions resolutions) {
    this.resolutions = resolutions;
  }

  /**
   * Returns the credential that a call of the deployment or session provider currently uses. Every resolution is
   * recorded.
   */
  @PostMapping("/credential-resolutions")
  @RequiresScope("instance.credential:resolve")
  @FailsWith({
    ErrorCode.NOT_FOUND,
    ErrorCode.USE_AFTER_DELETE,
    ErrorCode.AUTH_CONFIG_REQUIRED,
    ErrorCode.PROVIDER_MISMATCH,
    ErrorCode.INVALID_AUTH_METHOD,
    ErrorCode.AUTHENTICATION_NOT_SUPPORTED,
    ErrorCode.AUTHENTICATION_REQUIRED,
    ErrorCode.CONFIG_REQUIRED,
    ErrorCode.AUTHENTICATION_EXPIRED,
    ErrorCode.BUDGET_EXCEEDED,
    ErrorCode.OAUTH_TOKEN_REFRESH_FAILED,
    ErrorCode.AMBIGUOUS,
  })
  Mono<ResolutionBody> create(WriteRequest write, @JsonBody("create-credential-resolution") CreateResolutionBody body) {
    return resolutions.resolve(write, body);
  }
}
