/** HTTP requests in large numbers, at little cost to the machine that they share with the server. */
@NullMarked
package io.keyfold.benchmarks.http;

import org.jspecify.annotations.NullMarked;
