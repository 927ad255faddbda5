package io.keyfold.authconfig.branding;

import io.keyfold.authconfig.commands.BrandingCommand;
import io.keyfold.authconfig.commands.ClaimHost;
import io.keyfold.authconfig.commands.SetBranding;
import io.keyfold.authconfig.events.AuthConfigEvent;
import io.keyfold.authconfig.events.BrandingSet;
import io.keyfold.authconfig.events.HostClaimed;
import io.keyfold.platform.error.ErrorCode;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Decision;
import io.keyfold.platform.log.EventMetas;
import io.keyfold.platform.log.Guards;
import io.keyfold.platform.log.Rejection;
import io.keyfold.platform.log.State;
import io.keyfold.schema.CommandMeta;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decides branding in its tenant's partition, and claims of host names in the platform tenant's. */
public final class BrandingDecisions {

  private BrandingDecisions() {}

  /** {@return the decision for a command on branding} */
  public static Decision<AuthConfigEvent> decide(BrandingCommand command, State state) {
    return switch (command) {
      case SetBranding set -> set(set, state);
      case ClaimHost claim -> claim(claim, state);
    };
  }

  private static Decision<AuthConfigEvent> set(SetBranding command, State state) {
    CommandMeta meta = command.getMeta();
    long version = state
      .find(Branding.key(new TenantId(meta.getTenantId())))
      .map(Branding::version)
      .orElse(0L);
    return Guards.stale(meta, version)
      .<Decision<AuthConfigEvent>>map(Decision::reject)
      .orElseGet(() ->
        Decision.accept(
          BrandingSet.newBuilder()
            .setMeta(EventMetas.of(meta, version + 1))
            .setName(command.getName())
            .setLogoType(command.getLogoType())
            .setLogo(command.getLogo())
            .setColor(command.getColor())
            .setHost(command.getHost())
            .build()
        )
      );
  }

  private static Decision<AuthConfigEvent> claim(ClaimHost command, State state) {
    CommandMeta meta = command.getMeta();
    @Nullable
    HostClaim known = state.find(HostClaim.key(meta.getObjectId())).orElse(null);
    if (known != null && !known.tenantId().equals(command.getClaimedBy()) && !replaces(command, known)) {
      return Decision.reject(new Rejection(ErrorCode.CONFLICT, "Another tenant uses this host name", List.of("host")));
    }
    long version = known == null ? 0 : known.version();
    return Decision.accept(new HostClaimed(EventMetas.of(meta, version + 1), command.getClaimedBy()));
  }

  private static boolean replaces(ClaimHost command, HostClaim known) {
    return command.getReplacesVersion() != null && command.getReplacesVersion() == known.version();
  }
}
