package io.keyfold.session.testing;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.toolfilter.ToolFilter;
import io.keyfold.platform.vault.SealedValue;
import io.keyfold.session.catalogue.CredentialPolicy;
import io.keyfold.session.catalogue.Deployment;
import io.keyfold.session.catalogue.Injection;
import io.keyfold.session.catalogue.PublishedProvider;
import io.keyfold.session.credentials.AuthConfig;
import io.keyfold.session.credentials.Owner;
import io.keyfold.session.resolve.Reason;
import io.keyfold.session.resolve.Resolved;
import io.keyfold.session.upstream.UpstreamCaps;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Objects shared by tests of several packages. */
public final class Fixtures {

  /** A tenant. */
  public static final TenantId TENANT = new TenantId("tnt_one");

  /** Time of the events. */
  public static final Instant AT = Instant.parse("2026-01-02T03:04:05.678Z");

  /** Injects the key into {@code Authorization: Bearer}. */
  public static final Injection BEARER = new Injection(Injection.Place.BEARER, null, "token", "");

  /** No limit of a provider or deployment is capped. */
  public static final UpstreamCaps NO_CAPS = new UpstreamCaps(Duration.ofMinutes(10), Duration.ofHours(1), 10_000);

  private Fixtures() {}

  /** {@return the resolution of a call of the server with this credential version} */
  public static Resolved resolved(String mcpUrl, long credentialVersion, Injection... injections) {
    return new Resolved(
      new Deployment(
        "pdp_1",
        1,
        "prv_1",
        null,
        null,
        null,
        ToolFilter.ALLOW_ALL,
        null,
        CredentialPolicy.USER_PREFERRED,
        null,
        false,
        AT,
        AT
      ),
      new PublishedProvider(
        "prv_1",
        1,
        "pve_1",
        "One",
        mcpUrl,
        List.of(new PublishedProvider.Method("pam_1", "key", List.of(injections), null, true)),
        List.of(),
        null,
        null
      ),
      authConfig(credentialVersion),
      Reason.BOUND_TO_DEPLOYMENT,
      List.of(injections),
      null
    );
  }

  /** {@return an auth config bound to {@code pdp_1}} */
  public static AuthConfig authConfig(long credentialVersion) {
    return new AuthConfig(
      "pac_1",
      credentialVersion,
      "prv_1",
      "pdp_1",
      "pam_1",
      AuthConfig.Use.CREDENTIAL,
      Owner.DEPLOYMENT,
      ToolFilter.ALLOW_ALL,
      new SealedValue("key_1", "", "auth_config.value"),
      credentialVersion,
      credentialVersion,
      List.of(),
      null,
      false
    );
  }
}
