/** The demo scenario, run over HTTP as by any client. */
@NullMarked
package io.keyfold.standalone.demo;

import org.jspecify.annotations.NullMarked;
