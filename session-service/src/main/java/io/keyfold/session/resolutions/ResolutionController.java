package io.keyfold.session.resolutions;

import io.keyfold.platform.log.WriteRequest;
import io.keyfold.platform.web.JsonBody;
import io.keyfold.platform.web.RequiresScope;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** {@code /credential-resolutions}, for trusted runtimes only: it is the one answer that holds a credential. */
@RestController
class ResolutionController {

  private final Resolutions resolutions;

  ResolutionController(Resolutions resolutions) {
    this.resolutions = resolutions;
  }

  @PostMapping("/credential-resolutions")
  @RequiresScope("instance.credential:resolve")
  Mono<ResponseEntity<Object>> create(
    WriteRequest write,
    @JsonBody("create-credential-resolution") CreateResolutionBody body
  ) {
    return resolutions
      .resolve(write, body)
      .map(resolution -> ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(resolution));
  }
}
