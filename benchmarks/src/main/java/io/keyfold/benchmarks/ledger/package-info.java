/** The benchmark of ledger-service: what it appends, answers and takes. */
@NullMarked
package io.keyfold.benchmarks.ledger;

import org.jspecify.annotations.NullMarked;
