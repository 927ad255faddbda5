package io.keyfold.authconfig.branding;

import io.keyfold.authconfig.events.AuthConfigEvent;
import io.keyfold.authconfig.events.BrandingEvent;
import io.keyfold.authconfig.events.BrandingSet;
import io.keyfold.authconfig.events.HostClaimed;
import io.keyfold.platform.id.Sha256;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Change;
import io.keyfold.platform.log.Fold;
import io.keyfold.platform.log.State;
import io.keyfold.schema.EventMeta;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Folds branding and host names. */
public final class BrandingFold implements Fold<AuthConfigEvent> {

  @Override
  public List<Change> apply(AuthConfigEvent event, State state) {
    return event instanceof BrandingEvent branding ? apply(branding, state) : List.of();
  }

  private static List<Change> apply(BrandingEvent event, State state) {
    return switch (event) {
      case BrandingSet set -> set(set, state);
      case HostClaimed claimed -> claimed(claimed, state);
    };
  }

  /** The branding is changed last, as explained at the fold of auth configs. */
  private static List<Change> set(BrandingSet event, State state) {
    EventMeta meta = event.getMeta();
    TenantId tenant = new TenantId(meta.getTenantId());
    if (state.hasPassed(Branding.key(tenant), meta.getVersion())) {
      return List.of();
    }
    List<Change> changes = new ArrayList<>();
    Branding.Logo logo = logo(event);
    changes.add(
      logo == null ? new Change.Delete(Branding.logo(tenant)) : new Change.Put<>(Branding.logo(tenant), logo)
    );
    Instant first = state.find(Branding.key(tenant)).map(Branding::createdAt).orElse(meta.getRecordedAt());
    Branding next = new Branding(
      meta.getVersion(),
      event.getName(),
      logo == null ? null : logo.hash(),
      event.getColor(),
      event.getHost(),
      first,
      meta.getRecordedAt()
    );
    changes.add(new Change.Put<>(Branding.key(tenant), next));
    return changes;
  }

  private static List<Change> claimed(HostClaimed event, State state) {
    EventMeta meta = event.getMeta();
    var key = HostClaim.key(meta.getObjectId());
    return state.hasPassed(key, meta.getVersion())
      ? List.of()
      : List.of(new Change.Put<>(key, new HostClaim(meta.getVersion(), event.getClaimedBy(), meta.getRecordedAt())));
  }

  private static Branding.@Nullable Logo logo(BrandingSet event) {
    ByteBuffer content = event.getLogo();
    String type = event.getLogoType();
    if (content == null || type == null) {
      return null;
    }
    byte[] bytes = new byte[content.remaining()];
    content.duplicate().get(bytes);
    return new Branding.Logo(HexFormat.of().formatHex(Sha256.of(bytes)), type, bytes);
  }
}
