package io.keyfold.authconfig.setup;

import io.keyfold.authconfig.setup.model.SetupSettings;
import io.keyfold.platform.log.View;
import io.keyfold.platform.log.WriteRequest;
import io.keyfold.platform.web.Caller;
import io.keyfold.platform.web.JsonBody;
import io.keyfold.platform.web.RequiresScope;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Setup settings: a tenant's settings of setup sessions. */
@RestController
@RequestMapping("/setup-settings")
class SetupSettingsController {

  private final View view;
  private final SetupSessionWrites writes;

  SetupSettingsController(@Qualifier("authConfigsView") View view, SetupSessionWrites writes) {
    this.view = view;
    this.writes = writes;
  }

  /** Gets the settings of setup sessions. */
  @GetMapping
  @RequiresScope("instance.provider.auth:read")
  Mono<SetupSettingsBody> get(Caller caller) {
    return Mono.fromSupplier(() -> SetupSettingsBody.of(view.find(SetupSettings.key(caller.tenant()))));
  }

  /**
   * Replaces the settings of setup sessions. They apply to sessions that are created afterwards.
   *
   * <p>With a {@code verify_url}, the page sends the browser there after the user connected. The server behind it calls
   * {@code POST /provider-setup-sessions/{id}/verify} with the {@code nonce} and the user who is logged in.
   */
  @PutMapping
  @RequiresScope("instance.provider.auth:write")
  Mono<SetupSettingsBody> put(WriteRequest write, @JsonBody("put-setup-settings") PutSetupSettingsBody body) {
    return writes
      .changeSettings(write, body)
      .map(done -> SetupSettingsBody.of(view.find(SetupSettings.key(write.tenant()))));
  }
}
