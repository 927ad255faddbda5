package io.keyfold.benchmarks.cli;

import io.keyfold.benchmarks.load.LoadOptions;
import io.keyfold.benchmarks.objects.ObjectsOptions;
import io.keyfold.benchmarks.refresh.RefreshOptions;

/** The runs that the commands start. */
interface Runs {
  /** Applies load to a standalone. */
  void load(LoadOptions options) throws Exception;

  /** Starts a standalone with many objects. */
  void objects(ObjectsOptions options) throws Exception;

  /** Lets many callers ask for expired credentials. */
  void refresh(RefreshOptions options) throws Exception;
}
