package io.keyfold.authconfig.versions;

import io.keyfold.authconfig.events.AppEvent;
import io.keyfold.authconfig.events.AuthConfigArchived;
import io.keyfold.authconfig.events.AuthConfigCreated;
import io.keyfold.authconfig.events.AuthConfigEvent;
import io.keyfold.authconfig.events.AuthConfigExpired;
import io.keyfold.authconfig.events.AuthConfigExpiring;
import io.keyfold.authconfig.events.AuthConfigRotated;
import io.keyfold.authconfig.events.AuthConfigUpdated;
import io.keyfold.authconfig.events.BrandingEvent;
import io.keyfold.authconfig.events.ConfigEvent;
import io.keyfold.authconfig.events.CredentialFellBack;
import io.keyfold.authconfig.events.CredentialVersionRetired;
import io.keyfold.authconfig.events.CredentialsAttached;
import io.keyfold.authconfig.events.DeploymentClosed;
import io.keyfold.authconfig.events.DeploymentOpened;
import io.keyfold.authconfig.events.GrantEvent;
import io.keyfold.authconfig.events.SetupSessionEvent;
import io.keyfold.authconfig.events.TransferEvent;
import io.keyfold.authconfig.events.UserErased;
import io.keyfold.authconfig.events.VersionEvent;
import io.keyfold.authconfig.events.WebhookEvent;
import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Change;
import io.keyfold.platform.log.Fold;
import io.keyfold.platform.log.State;
import io.keyfold.platform.log.sweep.DueIndex;
import io.keyfold.platform.vault.SealedValue;
import io.keyfold.schema.EventMeta;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Folds the versions of typed credentials, their sealed values, and when their expiry is to be announced. */
public final class VersionsFold implements Fold<AuthConfigEvent> {

  /** Auth configs and OAuth apps by the time of their next announcement. */
  public static final DueIndex EXPIRIES = new DueIndex("credential_expiry");

  @Override
  public List<Change> apply(AuthConfigEvent event, State state) {
    EventMeta meta = event.getMeta();
    return switch (event) {
      case AuthConfigCreated created -> created(created, state);
      case AuthConfigRotated rotated -> change(meta, state, before -> rotated(rotated, before));
      case AuthConfigArchived _ -> change(meta, state, before -> archived(meta, before));
      case VersionEvent versions -> change(meta, state, before -> versions(versions, before));
      case
        AppEvent _,
        AuthConfigUpdated _,
        BrandingEvent _,
        ConfigEvent _,
        CredentialsAttached _,
        DeploymentClosed _,
        DeploymentOpened _,
        GrantEvent _,
        SetupSessionEvent _,
        TransferEvent _,
        UserErased _,
        WebhookEvent _ -> List.of();
    };
  }

  private static List<Change> created(AuthConfigCreated event, State state) {
    EventMeta meta = event.getMeta();
    TenantId tenant = new TenantId(meta.getTenantId());
    if (state.hasPassed(TypedCredential.key(tenant, meta.getObjectId()), meta.getVersion())) {
      return List.of();
    }
    long number = event.getCredentialVersion();
    CredentialVersions versions = CredentialVersions.first(
      number,
      event.getValue().getKeyId(),
      meta.getRecordedAt(),
      event.getExpiresAt()
    );
    Expiry expiry = Expiry.of(event.getExpiresAt(), event.getExpiryNotices());
    TypedCredential next = new TypedCredential(meta.getObjectId(), meta.getVersion(), versions, expiry, null, false);
    List<Change> changes = new ArrayList<>();
    changes.add(put(tenant, next.id(), number, SealedValue.of(event.getValue())));
    changes.addAll(moved(tenant, null, next));
    return changes;
  }

  private static List<Change> rotated(AuthConfigRotated event, TypedCredential before) {
    EventMeta meta = event.getMeta();
    TenantId tenant = new TenantId(meta.getTenantId());
    long number = event.getCredentialVersion();
    Instant at = meta.getRecordedAt();
    CredentialVersion version = new CredentialVersion(
      number,
      event.getValue().getKeyId(),
      event.getValueVersion() == null ? number : event.getValueVersion(),
      at,
      event.getExpiresAt(),
      event.getRestoredFrom(),
      null,
      null
    );
    Instant until = event.getPreviousUsableUntil() == null ? at : event.getPreviousUsableUntil();
    Long forgotten = event.getForgottenVersion();
    CredentialVersions versions = before.versions().added(version, until, forgotten);
    List<Change> changes = new ArrayList<>();
    changes.add(put(tenant, before.id(), number, SealedValue.of(event.getValue())));
    if (forgotten != null) {
      changes.add(new Change.Delete(SealedVersion.key(tenant, before.id(), forgotten)));
    }
    Expiry expiry = Expiry.of(event.getExpiresAt(), event.getExpiryNotices());
    changes.addAll(moved(tenant, before, before.rotated(meta.getVersion(), versions, expiry)));
    return changes;
  }

  private static List<Change> versions(VersionEvent event, TypedCredential before) {
    EventMeta meta = event.getMeta();
    TenantId tenant = new TenantId(meta.getTenantId());
    long version = meta.getVersion();
    return switch (event) {
      case CredentialVersionRetired retired -> {
        long number = retired.getCredentialVersion();
        List<Change> changes = new ArrayList<>();
        changes.add(new Change.Delete(SealedVersion.key(tenant, before.id(), number)));
        CredentialVersions versions = before.versions().retired(number, meta.getRecordedAt());
        changes.addAll(moved(tenant, before, before.with(version, versions)));
        yield changes;
      }
      case AuthConfigExpiring expiring -> expiry(tenant, version, before, expiry ->
        expiry.announced(expiring.getNotice())
      );
      case AuthConfigExpired _ -> expiry(tenant, version, before, Expiry::passed);
      case CredentialFellBack fell -> moved(
        tenant,
        before,
        before.with(version, new Fallback(fell.getRefusedVersion(), fell.getFallbackVersion(), meta.getRecordedAt()))
      );
    };
  }

  private static List<Change> expiry(
    TenantId tenant,
    long version,
    TypedCredential before,
    Function<Expiry, Expiry> change
  ) {
    Expiry known = before.expiry();
    return moved(tenant, before, before.with(version, known == null ? null : change.apply(known)));
  }

  private static List<Change> archived(EventMeta meta, TypedCredential before) {
    TenantId tenant = new TenantId(meta.getTenantId());
    List<Change> changes = new ArrayList<>();
    for (CredentialVersion version : before.versions().all()) {
      changes.add(new Change.Delete(SealedVersion.key(tenant, before.id(), version.number())));
    }
    changes.addAll(moved(tenant, before, before.archivedAt(meta.getVersion())));
    return changes;
  }

  private static Change put(TenantId tenant, String id, long number, SealedValue value) {
    return new Change.Put<>(SealedVersion.key(tenant, id, number), new SealedVersion(value));
  }

  /** The credential is changed last, as explained at the fold of auth configs. */
  private static List<Change> moved(TenantId tenant, @Nullable TypedCredential before, TypedCredential after) {
    List<Change> changes = new ArrayList<>(EXPIRIES.moved(tenant, after.id(), dueAt(before), dueAt(after)));
    changes.add(new Change.Put<>(TypedCredential.key(tenant, after.id()), after));
    return changes;
  }

  private static @Nullable Instant dueAt(@Nullable TypedCredential credential) {
    Expiry expiry = credential == null ? null : credential.expiry();
    return expiry == null ? null : expiry.nextAt();
  }

  private static List<Change> change(EventMeta meta, State state, Function<TypedCredential, List<Change>> next) {
    return state
      .findBefore(TypedCredential.key(new TenantId(meta.getTenantId()), meta.getObjectId()), meta.getVersion())
      .map(next)
      .orElse(List.of());
  }
}
