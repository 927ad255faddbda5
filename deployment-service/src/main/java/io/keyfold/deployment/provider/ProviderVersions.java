package io.keyfold.deployment.provider;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.keyfold.platform.id.Base62;
import io.keyfold.platform.id.Sha256;
import tools.jackson.databind.json.JsonMapper;

/**
 * Derives the version id of a provider from its content, so that instances which publish the same catalogue publish the
 * same version. Absent fields are ignored: a release that adds a field does not change existing versions.
 */
public final class ProviderVersions {

  private static final JsonMapper CANONICAL = JsonMapper.builder()
    .changeDefaultPropertyInclusion(include -> include.withValueInclusion(JsonInclude.Include.NON_EMPTY))
    .build();
  private static final int DIGITS = 22;

  private ProviderVersions() {}

  /** {@return the provider with its version id} */
  public static Provider stamp(Provider provider) {
    byte[] digest = Sha256.of(CANONICAL.writeValueAsBytes(provider.withVersionId("")));
    return provider.withVersionId("pvr_" + Base62.ofHash(digest, DIGITS));
  }
}
