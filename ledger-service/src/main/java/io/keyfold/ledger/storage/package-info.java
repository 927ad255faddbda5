/** Files that are written once: in a folder, or in a bucket. */
@NullMarked
package io.keyfold.ledger.storage;

import org.jspecify.annotations.NullMarked;
