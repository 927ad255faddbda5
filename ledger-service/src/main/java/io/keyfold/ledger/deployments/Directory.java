package io.keyfold.ledger.deployments;

import io.keyfold.platform.id.TenantId;
import io.keyfold.platform.log.Change;
import io.keyfold.platform.log.Key;
import io.keyfold.platform.log.Kind;
import io.keyfold.platform.log.Scan;
import io.keyfold.platform.log.State;
import io.keyfold.schema.EventMeta;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Names and metadata of a tenant's deployments and providers, as they are and as they were. Each change of one of them
 * is a revision of the tenant's directory, numbered in the order of the log. So the directory at a revision is the same
 * on all instances, and after a rebuild.
 *
 * @param view the view that {@link DeploymentsFold} folds
 */
public record Directory(State view) {
  private static final Kind<Entry> ENTRIES = new Kind<>("directory_entry", Entry.class);
  private static final Kind<Revision> REVISIONS = new Kind<>("directory_revision", Revision.class);
  private static final String CURRENT = "current";

  /**
   * A deployment or provider at a revision.
   *
   * @param name display name
   * @param metadata the caller's metadata as a JSON object; null if there are none
   */
  public record Entry(@Nullable String name, @Nullable String metadata) {}

  /**
   * The newest revision. An event that is folded again after a crash gets the number that it had.
   *
   * @param number its number, from 1
   * @param objectId the object that changed
   * @param version the object's version
   */
  record Revision(long number, String objectId, long version) {}

  /** {@return the changes of the directory by an event, to be listed before that of the object} */
  static List<Change> changes(
    EventMeta meta,
    String objectId,
    @Nullable String name,
    @Nullable String metadata,
    State state
  ) {
    TenantId owner = new TenantId(meta.getTenantId());
    Key<Revision> key = new Key<>(owner, REVISIONS, CURRENT);
    long version = meta.getVersion();
    Optional<Revision> before = state.find(key);
    boolean again = before.filter(one -> one.objectId().equals(objectId) && one.version() == version).isPresent();
    long number = before.map(Revision::number).orElse(0L) + (again ? 0 : 1);
    List<Change> changes = new ArrayList<>();
    changes.add(new Change.Put<>(key, new Revision(number, objectId, version)));
    changes.add(new Change.Put<>(new Key<>(owner, ENTRIES, id(objectId, number)), new Entry(name, metadata)));
    return changes;
  }

  /** {@return the number of the tenant's newest revision; 0 if there is none} */
  public long revision(TenantId tenant) {
    return view
      .find(new Key<>(tenant, REVISIONS, CURRENT))
      .map(Revision::number)
      .orElse(0L);
  }

  /** {@return a deployment or provider at a revision} */
  public Optional<Entry> at(TenantId owner, String objectId, long revision) {
    AtomicReference<@Nullable Entry> found = new AtomicReference<>();
    String prefix = objectId + "/";
    view.scan(new Scan<>(owner, ENTRIES, prefix, "", id(objectId, revision + 1), true), (id, entry) -> {
      found.set(entry);
      return false;
    });
    return Optional.ofNullable(found.get());
  }

  /** Visits the deployments and providers at a revision. */
  void each(TenantId owner, long revision, BiPredicate<String, Entry> visitor) {
    Walk walk = new Walk(visitor);
    view.scan(Scan.all(owner, ENTRIES), (id, entry) -> {
      int slash = id.lastIndexOf('/');
      return Long.parseLong(id.substring(slash + 1), 16) > revision || walk.next(id.substring(0, slash), entry);
    });
    walk.end();
  }

  /** Of the entries of an object, which are in the order of revisions, the last one counts. */
  private static final class Walk {

    private final BiPredicate<String, Entry> visitor;
    private @Nullable String objectId;
    private @Nullable Entry entry;

    Walk(BiPredicate<String, Entry> visitor) {
      this.visitor = visitor;
    }

    boolean next(String nextId, Entry next) {
      boolean more = nextId.equals(objectId) || end();
      objectId = nextId;
      entry = next;
      return more;
    }

    boolean end() {
      String id = objectId;
      Entry last = entry;
      objectId = null;
      return id == null || last == null || visitor.test(id, last);
    }
  }

  /** Fixed width, so that the order of texts is that of the numbers. */
  private static String id(String objectId, long revision) {
    return objectId + "/" + String.format(Locale.ROOT, "%016x", revision);
  }
}
