package io.keyfold.ledger.archive;

import io.keyfold.ledger.storage.FileDigest;
import io.keyfold.ledger.storage.WriteOnceStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The plans and manifests of an archive. For one thread. */
final class ArchiveIndex {

  private static final String ROOT = "archive.json";

  private final WriteOnceStorage storage;
  private final Path staging;
  private boolean probed;
  private @Nullable Finished newest;

  /** Content of the archive's root file. */
  private record Root(int format) {}

  /**
   * A finished step.
   *
   * @param manifest its manifest, without the files
   * @param sha256 SHA-256 of its manifest
   */
  record Finished(Manifest manifest, String sha256) {
    int step() {
      return manifest.step();
    }

    Coverage coverage() {
      return manifest.coverage();
    }
  }

  /** Creates an index that uses the folder for files on their way. */
  ArchiveIndex(WriteOnceStorage storage, Path staging) {
    this.storage = storage;
    this.staging = staging;
  }

  /** Creates the archive if it is new, and checks that the storage never replaces a file. */
  void probe() throws IOException {
    if (probed) {
      return;
    }
    Optional<byte[]> root = storage.read(ROOT);
    if (root.isPresent()) {
      ArchiveFormat.parse(ROOT, root.get(), Root.class);
    } else {
      create(ROOT, ArchiveFormat.json(new Root(ArchiveFormat.VERSION)));
    }
    if (create(ROOT, ArchiveFormat.json(new Root(ArchiveFormat.VERSION)))) {
      throw new ArchiveException(
        "the archive's storage replaces files: it needs conditional writes (If-None-Match: *)"
      );
    }
    probed = true;
  }

  /** {@return the newest finished step; empty if there is none} */
  Optional<Finished> finished() throws IOException {
    Finished known = newest;
    List<String> later = storage.names(ArchiveFormat.MANIFESTS, known == null ? "" : ArchiveFormat.name(known.step()));
    if (!later.isEmpty()) {
      newest = finished(ArchiveFormat.step(later.getLast()));
    }
    return Optional.ofNullable(newest);
  }

  private Finished finished(int step) throws IOException {
    byte[] json = manifestBytes(step);
    Manifest manifest = ArchiveFormat.parse("manifest " + step, json, Manifest.class);
    return new Finished(manifest.withoutFiles(), FileDigest.of(json).sha256());
  }

  private byte[] manifestBytes(int step) throws IOException {
    return storage
      .read(ArchiveFormat.MANIFESTS + "/" + ArchiveFormat.name(step))
      .orElseThrow(() -> new IOException("manifest " + step + " is missing"));
  }

  /** {@return the plan of a step; empty if it is not planned} */
  Optional<Plan> plan(int step) throws IOException {
    Optional<byte[]> json = storage.read(ArchiveFormat.PLANS + "/" + ArchiveFormat.name(step));
    return json.isEmpty() ? Optional.empty() : Optional.of(ArchiveFormat.parse("plan " + step, json.get(), Plan.class));
  }

  /** {@return whether the plan was stored; false if its step has another plan} */
  boolean store(Plan plan) throws IOException {
    return create(ArchiveFormat.PLANS + "/" + ArchiveFormat.name(plan.step()), ArchiveFormat.json(plan));
  }

  /**
   * Stores the manifest, unless another instance has done so.
   *
   * @throws ArchiveException if the other instance's manifest differs
   */
  Finished store(Manifest manifest) throws IOException {
    byte[] json = ArchiveFormat.json(manifest);
    String name = ArchiveFormat.MANIFESTS + "/" + ArchiveFormat.name(manifest.step());
    if (!create(name, json)) {
      Manifest stored = ArchiveFormat.parse(name, manifestBytes(manifest.step()), Manifest.class);
      if (!stored.equals(manifest)) {
        throw new ArchiveException(name + " of the archive lists other files than this instance has written");
      }
    }
    Finished finished = finished(manifest.step());
    newest = finished;
    return finished;
  }

  private boolean create(String name, byte[] content) throws IOException {
    Path file = Files.createTempFile(staging, "index", null);
    try {
      Files.write(file, content);
      return storage.create(name, file, FileDigest.of(content));
    } finally {
      Files.delete(file);
    }
  }
}
