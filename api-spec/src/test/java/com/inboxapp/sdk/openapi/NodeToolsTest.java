package com.inboxapp.sdk.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NodeToolsTest {

    @Test
    void evaluatesAScriptWithTheInstalledPackages() {
        NodeTools.Result result = NodeTools.installed()
                .evaluate("console.log(JSON.stringify(require('qs').parse(process.argv[1])))", "ids[]=1&ids[]=2");

        assertThat(result.output()).isEqualToIgnoringNewLines("{\"ids\":[\"1\",\"2\"]}");
        assertThat(result.exit()).isZero();
    }

    @Test
    void reportsTheExitCode() {
        assertThat(NodeTools.installed().evaluate("process.exit(3)")).isEqualTo(new NodeTools.Result(3, ""));
    }
}
