/** Where an archive is kept: a folder, or a bucket. */
@NullMarked
package io.keyfold.ledger.archive.storage;

import org.jspecify.annotations.NullMarked;
