package io.keyfold.platform.log.view;

import io.keyfold.platform.disk.AtomicFile;
import io.keyfold.platform.id.Sha256;
import io.keyfold.schemas.topic.TopicTypes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * Records in a file which folds and schemas the view stores were built with. Stores are rebuilt when a release's folds
 * give other results. They are also rebuilt when an older release could not read all of a newer release's records: it
 * kept serving reads, but its stores are incomplete.
 */
public final class ViewFormatVersion {

  /** Version of the folds; incremented when the same events lead to another state. */
  private static final int FOLD_VERSION = 9;

  private static final String NAME = "folded-by";
  private static final String INCOMPLETE = "partial";

  private final AtomicFile file;
  private final String own;
  private boolean incomplete;

  private ViewFormatVersion(AtomicFile file, String own) {
    this.file = file;
    this.own = own;
  }

  /** {@return the version file in the folder, for this build} */
  static ViewFormatVersion in(Path folder) {
    return in(folder, FOLD_VERSION);
  }

  /**
   * {@return the version file in the folder, for this build}
   *
   * @param folds version of the folds; incremented when the same records lead to another state
   */
  public static ViewFormatVersion in(Path folder, int folds) {
    return in(folder, folds, schemas());
  }

  /** For tests: acts as another build. */
  static ViewFormatVersion in(Path folder, int folds, String schemas) {
    return new ViewFormatVersion(new AtomicFile(folder.resolve(NAME)), folds + " " + schemas);
  }

  /** {@return whether there is no version file yet} */
  boolean isNew() {
    return file.read().isEmpty();
  }

  /** {@return whether the stores must be rebuilt for this build} */
  public boolean isOutdated() {
    List<String> lines = file.read().orElse(List.of());
    boolean missingData = lines.contains(INCOMPLETE) && !lines.getFirst().equals(own);
    return isOfOtherFolds(lines) || missingData;
  }

  /** {@return whether they must be rebuilt because other folds wrote them, so that they cannot be read at all} */
  public boolean isOfOtherFolds() {
    return isOfOtherFolds(file.read().orElse(List.of()));
  }

  private boolean isOfOtherFolds(List<String> lines) {
    return !lines.isEmpty() && !folds(lines.getFirst()).equals(folds(own));
  }

  /** Moves the version with the stores that it belongs to, into a folder that may have one. */
  public static void move(Path from, Path to) throws IOException {
    Files.move(
      from.resolve(NAME),
      to.resolve(NAME),
      StandardCopyOption.ATOMIC_MOVE,
      StandardCopyOption.REPLACE_EXISTING
    );
  }

  /** Records that the stores are empty or complete for this build. */
  public void markComplete() {
    file.write(own + "\n");
    incomplete = false;
  }

  /** Called before the first run; keeps the mark of partially folded stores. */
  public void resume() {
    List<String> lines = file.read().orElse(List.of());
    incomplete = lines.contains(INCOMPLETE);
    if (!incomplete) {
      file.write(own + "\n");
    }
  }

  /** Records that a record could not be read completely. */
  public synchronized void markIncomplete() {
    if (!incomplete) {
      file.write(own + "\n" + INCOMPLETE + "\n");
      incomplete = true;
    }
  }

  private static String folds(String line) {
    return line.substring(0, line.indexOf(' '));
  }

  /** A digest of all schemas of this build. */
  private static String schemas() {
    MessageDigest digest = Sha256.begin();
    for (List<Class<? extends SpecificRecord>> types : TopicTypes.all().values()) {
      for (Class<? extends SpecificRecord> type : types) {
        String form = SchemaNormalization.toParsingForm(SpecificData.get().getSchema(type));
        digest.update(form.getBytes(StandardCharsets.UTF_8));
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
