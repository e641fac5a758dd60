package io.netdx.simulate.world;

/** The language or client library of a program, which decides how its log says that a call failed. */
public enum Dialect {
    GO, PYTHON, NODE, JAVA, GRPC, NGINX, CURL
}
